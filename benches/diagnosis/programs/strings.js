// Strings: flat, concatenated, sliced, two bytes wide.
class Planted {}
const planted = 3;
globalThis.kept = [new Planted(), new Planted(), new Planted()];
globalThis.texts = [];
const long = 'x'.repeat(100_000) + 'ü';
for (let i = 0; i < 100_000; i++) {
  texts.push(`text ${i}`, 'a'.repeat(20) + i, long.slice(i % 50_000, i % 50_000 + 30), `日本${i}`);
}
