// Maps, sets, and their weak kin.
class Planted {}
const planted = 100_000;
globalThis.map = new Map();
globalThis.set = new Set();
globalThis.weak = new WeakMap();
for (let i = 0; i < planted; i++) {
  const object = new Planted();
  map.set(`key ${i}`, object);
  set.add(i);
  weak.set(object, { about: i });
}
