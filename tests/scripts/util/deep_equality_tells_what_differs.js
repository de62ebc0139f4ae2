const { isDeepStrictEqual: same } = require('util');
const assert = require('assert');
const loose = (left, right) => { try { assert.deepEqual(left, right); return true; } catch { return false; } };
console.log(same({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), same([1, , 3], [1, undefined, 3]), same([0], [-0]), same([NaN], [NaN]));
// expect: true false false true
console.log(same(new Map([[{ a: 1 }, 1], [{ a: 1 }, 2]]), new Map([[{ a: 1 }, 2], [{ a: 1 }, 1]])), same(new Set([[1], [2]]), new Set([[2], [1]])), same(new Set([[1], [1]]), new Set([[1], [2]])));
// expect: true true false
console.log(same(new Set([1, 'a']), new Set(['a', 1])), same(new Set([1]), new Set(['1'])), loose(new Set([1]), new Set(['1'])), loose(new Map([[1, null]]), new Map([['1', undefined]])));
// expect: true false true true
const left = {};
const right = {};
left.self = left;
right.self = { self: right };
console.log(same(left, right), same(left, left), loose([left], [right])); // expect: true true true
console.log(same(new Error('a', { cause: 1 }), new Error('a', { cause: 2 })), same(new TypeError('a'), new Error('a')), same(Object.assign(new Error('a'), { x: 1 }), new Error('a')));
// expect: false false false
console.log(same(new Float64Array([0]), new Float64Array([-0])), loose(new Float64Array([0]), new Float64Array([-0])), same(new Uint8Array([1]), new Int8Array([1])), same(new ArrayBuffer(2), new ArrayBuffer(2)));
// expect: false true false true
console.log(same(Object(1), Object(1)), same(Object('a'), Object('b')), same(new Date(1), new Date(1)), same(Object(1n), 1n), loose(1, '1'), loose({ a: 1 }, { a: '1' }));
// expect: true false true false true true
console.log(same({ [Symbol.iterator]: 1 }, { [Symbol.iterator]: 1 }), same({ [Symbol.iterator]: 1 }, {}), loose({ [Symbol.iterator]: 1 }, {}), same(Object.create(null), {}), loose(Object.create(null), {}));
// expect: true false true false true
console.log(same([1], Object.assign([1], { x: 1 })), same({ a: undefined }, { b: undefined }), same(new WeakMap(), new WeakMap()), same((function () { return arguments; })(1), [1]));
// expect: false false true false
