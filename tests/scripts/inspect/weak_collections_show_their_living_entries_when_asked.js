const { inspect } = require('util');
const keys = [{ name: 'b' }, { name: 'a' }, { name: 'c' }];
const map = new WeakMap(keys.map((key, index) => [key, index]));
const set = new WeakSet(keys);
const hidden = { showHidden: true, breakLength: Infinity };
console.log(map, set); // expect: WeakMap { <items unknown> } WeakSet { <items unknown> }
console.log(inspect(map, hidden)); // expect: WeakMap { { name: 'a' } => 1, { name: 'b' } => 0, { name: 'c' } => 2 }
console.log(inspect(set, hidden)); // expect: WeakSet { { name: 'a' }, { name: 'b' }, { name: 'c' } }
console.log(inspect(set, { ...hidden, maxArrayLength: 1 }).endsWith('}, ... 2 more items }')); // expect: true
set.delete(keys[0]);
map.delete(keys[1]);
console.log(inspect(set, hidden), inspect(map, hidden));
// expect: WeakSet { { name: 'a' }, { name: 'c' } } WeakMap { { name: 'b' } => 0, { name: 'c' } => 2 }
console.log(inspect(new WeakSet(), hidden)); // expect: WeakSet {  }
const self = new WeakMap();
self.set(self, self);
console.log(inspect(self, hidden)); // expect: <ref *1> WeakMap { [Circular *1] => [Circular *1] }
const many = [];
const grown = new WeakSet();
for (let i = 0; i < 200; i++) grown.add(many[i] = { i });
console.log(inspect(grown, hidden).endsWith('... 100 more items }')); // expect: true
console.log(new Set(['x', 'y']).entries(), new Map([[1, 2]]).entries(), new Set([1]).keys());
// expect: [Set Entries] { [ 'x', 'x' ], [ 'y', 'y' ] } [Map Entries] { [ 1, 2 ] } [Set Iterator] { 1 }
