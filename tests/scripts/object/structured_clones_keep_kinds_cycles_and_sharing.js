const shared = { name: 'shared' };
const buffer = new Uint8Array([1, 2, 3, 4]).buffer;
const original = {
  list: [1, , 3], date: new Date(5), map: new Map([[shared, new Set([shared])]]), boxed: Object('text'), big: Object(7n),
  bytes: new Uint8Array(buffer, 1, 2), view: new DataView(buffer, 2), error: new RangeError('far', { cause: shared }),
  nothing: undefined, none: null, minus: -0,
};
original.self = original;
const copy = structuredClone(original);
const [[key, set]] = copy.map;
console.log(copy !== original, copy.self === copy, key !== shared, set.has(key), copy.error.cause === key); // expect: true true true true true
console.log(copy.list.length, 1 in copy.list, copy.date.getTime(), copy.date !== original.date); // expect: 3 false 5 true
console.log(typeof copy.boxed, copy.boxed == 'text', typeof copy.big, copy.big == 7n, Object.is(copy.minus, -0)); // expect: object true object true true
console.log(copy.bytes.constructor.name, copy.bytes.byteOffset, copy.bytes.length, copy.bytes.buffer === copy.view.buffer); // expect: Uint8Array 1 2 true
copy.bytes[1] = 9;
console.log(copy.view.getUint8(0), original.bytes[1], copy.view.byteLength); // expect: 9 3 2
console.log(copy.error.constructor === RangeError, copy.error.message, 'nothing' in copy, copy.none); // expect: true far true null
class Point { constructor() { this.x = 1; } }
console.log(Object.getPrototypeOf(structuredClone(new Point())) === Object.prototype, structuredClone(new Point()).x); // expect: true 1
for (const refused of [() => 1, Symbol('s'), Promise.resolve(), new WeakMap(), { deep: [Object(Symbol())] }]) {
  try {
    structuredClone(refused);
    console.log('no error');
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
// expect: DataCloneError 25 () => 1 could not be cloned.
// expect: DataCloneError 25 Symbol(s) could not be cloned.
// expect: DataCloneError 25 #<Promise> could not be cloned.
// expect: DataCloneError 25 #<WeakMap> could not be cloned.
// expect: DataCloneError 25 [object Symbol] could not be cloned.
