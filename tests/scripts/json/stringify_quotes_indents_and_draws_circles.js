console.log(JSON.stringify({ a: 1, b: [undefined, () => 1, Symbol()], c: undefined, d: NaN, e: { toJSON: (key) => key } })); // expect: {"a":1,"b":[null,null,null],"d":null,"e":"e"}
console.log(JSON.stringify('"\\\b\u0001é\ud800')); // expect: "\"\\\b\u0001é\ud800"
console.log(JSON.stringify([1, { b: 2 }, []], null, 1)); // expect: [
// expect:  1,
// expect:  {
// expect:   "b": 2
// expect:  },
// expect:  []
// expect: ]
console.log(JSON.stringify({ a: 1, b: 2, 3: { a: 4, c: 5 } }, ['a', 3, 'a'])); // expect: {"a":1,"3":{"a":4}}
console.log(JSON.stringify({ a: 1, b: 2 }, (key, value) => (key === 'a' ? undefined : value))); // expect: {"b":2}
console.log(JSON.stringify([new Number(3), new String('x'), new Boolean(false)]), JSON.stringify(() => 1)); // expect: [3,"x",false] undefined
const circle = { p: { q: { r: { s: [1] } } } };
circle.p.q.r.s.push(circle);
try {
    JSON.stringify(circle);
} catch (error) {
    console.log(error.message); // expect: Converting circular structure to JSON
}
// expect:     --> starting at object with constructor 'Object'
// expect:     |     property 'p' -> object with constructor 'Object'
// expect:     |     property 'q' -> object with constructor 'Object'
// expect:     |     ...
// expect:     |     property 's' -> object with constructor 'Array'
// expect:     --- index 1 closes the circle
JSON.stringify({ big: 1n }); // expect TypeError: Do not know how to serialize a BigInt
