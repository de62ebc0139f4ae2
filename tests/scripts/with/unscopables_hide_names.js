const object = { a: 1, b: 2, [Symbol.unscopables]: { a: true, b: false } };
const a = 'outer a', b = 'outer b';
with (object) console.log(a, b); // expect: outer a 2
with ([]) console.log(typeof flat, typeof concat, typeof values); // expect: undefined function undefined
object[Symbol.unscopables] = null;
with (object) console.log(a, b); // expect: 1 2
