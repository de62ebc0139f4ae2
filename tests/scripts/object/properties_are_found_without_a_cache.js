// Objects in dictionary mode, places that see many shapes, and computed keys all find the same properties.
const get = (object) => object.x;
const set = (object, value) => (object.x = value);
function many(shapes) {
  return Array.from({ length: shapes }, (_, i) => ({ ['a' + i]: i, x: i, ['b' + i]: i }));
}
let sum = 0;
const objects = many(30);
for (let round = 0; round < 40; round++) for (const object of objects) sum += get(object);
for (let round = 0; round < 40; round++) for (const object of objects) set(object, round);
console.log(sum, objects.map(get).join()); // expect: 17400 39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39,39

const odd = [
  { get x() { return 'getter'; }, set x(value) { log.push('setter ' + value); } },
  Object.freeze({ x: 'frozen' }),
  Object.create({ x: 'inherited' }),
  Object.create(null),
  Object.assign(Object.create(null), { x: 'null' }),
  'text', 7, [1, 2], Object.assign([], { x: 'array' }), Object.assign(() => 1, { x: 'function' }), new Uint8Array(2), new String('boxed'),
];
const log = [];
const show = (value) => { try { return String(value()); } catch (error) { return error.name; } };
for (let round = 0; round < 3; round++) console.log(odd.map((object) => show(() => get(object))).join()); // expect: getter,frozen,inherited,undefined,null,undefined,undefined,undefined,array,function,undefined,undefined
// expect: getter,frozen,inherited,undefined,null,undefined,undefined,undefined,array,function,undefined,undefined
// expect: getter,frozen,inherited,undefined,null,undefined,undefined,undefined,array,function,undefined,undefined
console.log(odd.map((object) => show(() => set(object, 'new'))).join(), log.join()); // expect: new,new,new,new,new,new,new,new,new,new,new,new setter new
console.log(odd.map((object) => show(() => get(object))).join()); // expect: getter,frozen,new,new,new,undefined,undefined,new,new,new,new,new
console.log(show(() => get(undefined)), show(() => set(null, 1))); // expect: TypeError TypeError
(function () {
  'use strict';
  const strict = (object) => { object.x = 1; };
  for (const object of objects) for (let i = 0; i < 10; i++) strict(object);
  console.log(show(() => strict(Object.freeze({ x: 1 }))), show(() => strict(Object.freeze({})))); // expect: TypeError TypeError
  console.log(show(() => { const key = ['x'][0]; Object.freeze({ x: 1 })[key] = 2; })); // expect: TypeError
})();

// Deleting a property from the middle, and many additions, lead to dictionary mode.
const thrown = {};
for (let i = 0; i < 210; i++) thrown['key' + i] = i;
for (let i = 0; i < 210; i += 3) delete thrown['key' + i];
let found = 0;
for (let i = 0; i < 210; i++) {
  const key = 'key' + i;
  if (thrown[key] === i) found++;
  else if (key in thrown || thrown[key] !== undefined) console.log('wrong', key);
  thrown[key] = -i;
}
console.log(found, Object.keys(thrown).length, thrown.key1, thrown.key3, thrown.key209); // expect: 140 210 -1 -3 -209
const gone = { a: 1, x: 2, c: 3 };
delete gone.a;
for (let i = 0; i < 5; i++) set(gone, get(gone) + 1);
Object.defineProperty(gone, 'x', { writable: false });
set(gone, 'no');
console.log(get(gone), Object.keys(gone).join()); // expect: 7 x,c
Object.defineProperty(gone, 'x', { get: () => 'now a getter' });
console.log(get(gone), gone['x'], gone.toString === Object.prototype.toString, gone.nothing); // expect: now a getter now a getter true undefined
delete gone.x;
Object.prototype.x = 'from the prototype';
console.log(get(gone), get({}), gone['x'], get(Object.create(null))); // expect: from the prototype from the prototype from the prototype undefined
gone.x = 'own again';
console.log(get(gone), delete gone.x, get(gone)); // expect: own again true from the prototype
delete Object.prototype.x;

// A prototype in dictionary mode.
const parent = { a: 1, x: 'parent', b: 2 };
const child = Object.create(parent);
for (let i = 0; i < 300; i++) get(child);
delete parent.a;
console.log(get(child)); // expect: parent
parent.x = 'changed';
console.log(get(child), child['x']); // expect: changed changed
delete parent.x;
console.log(get(child), 'x' in child); // expect: undefined false

// Keys of every kind.
const symbol = Symbol('s');
const keyed = { '': 'empty', 1: 'one', '01': 'no index', '-1': 'minus', [symbol]: 'symbol', 4294967295: 'no index either', 4294967294: 'index', '\u4e2d': 'wide' };
const keys = ['', 1, '1', '01', -1, '-1', symbol, 4294967295, '4294967295', '4294967294', 4294967294, '\u4e2d', 'toString', null, 1.5, 1n];
console.log(keys.map((key) => typeof keyed[key] === 'function' ? 'function' : keyed[key]).join()); // expect: empty,one,one,no index,minus,minus,symbol,no index either,no index either,index,index,wide,function,,,one
for (const key of keys) keyed[key] = typeof key;
console.log(Object.entries(keyed).map(String).join(';'), keyed[symbol]); // expect: 1,bigint;4294967294,number;,string;01,string;-1,string;4294967295,string;中,string;toString,string;null,object;1.5,number symbol
const array = [1, 2];
const length = 'length';
array[length] = 5;
array['2'] = 'x';
delete array[length];
array.name = 1; array.other = 2; delete array.name;
array[length] = 7;
console.log(array[length], array.length, JSON.stringify(array), array['other']); // expect: 7 7 [1,2,"x",null,null,null,null] 2
const bytes = new Uint8Array([1, 2]);
for (const key of ['0', '-0', '1.5', 'Infinity', '2', 'length', 'foo']) { bytes[key] = 9; console.log(key, bytes[key], Object.hasOwn(bytes, key)); }
// expect: 0 9 true
// expect: -0 undefined false
// expect: 1.5 undefined false
// expect: Infinity undefined false
// expect: 2 undefined false
// expect: length 2 false
// expect: foo 9 true
class Private { #x = 1; x = 2; read(key) { return this.#x + ':' + this[key]; } }
const holders = Array.from({ length: 20 }, (_, i) => Object.assign(new Private(), { ['p' + i]: i }));
console.log(holders.map((holder) => holder.read('x')).join() === Array(20).fill('1:2').join(), holders[0]['#x']); // expect: true undefined
