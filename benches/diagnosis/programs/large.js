// 200 MB: objects, strings, arrays, maps.
class Planted {}
const planted = 1000;
globalThis.kept = { deep: { er: [] } };
for (let i = 0; i < planted; i++) kept.deep.er.push(new Planted());
globalThis.records = new Map();
for (let i = 0; i < 850_000; i++) {
  records.set(i, { key: `record ${i}`, numbers: [i, i + 0.5, -i], nested: { x: i, y: `value ${i * 7}` } });
}
