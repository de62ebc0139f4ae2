// flags: --expose-gc
const map = new WeakMap();
const kept = {};
map.set(kept, 'kept');
(function () {
  for (let i = 0; i < 100; i++) map.set({ i }, { i });
})();
gc();
console.log(map.get(kept), map.has({}), map.delete(kept), map.has(kept)); // expect: kept false true false
const set = new WeakSet([kept]);
console.log(set.has(kept), set.has(1)); // expect: true false
const symbol = Symbol('weak');
console.log(map.set(symbol, 1).get(symbol)); // expect: 1
map.set('text', 1); // expect TypeError: Invalid value used as weak map key
