const util = require("util");
let touched = 0;
const handler = new Proxy({}, { get(_, trap) { touched++; return undefined; } });
const of = (target, own = handler) => new Proxy(target, own);
class Named { constructor() { this.a = 1; } }
console.log(of({ a: 1, b: [2] }), of([1, 2, 3]), of(new Named())); // expect: { a: 1, b: [ 2 ] } [ 1, 2, 3 ] Named { a: 1 }
console.log(of(() => 1), of(function named() {}), of(class Own {})); // expect: [Function (anonymous)] [Function: named] [class Own]
console.log(of(new Map([[1, 2]])), of(new Set([1])), of(new Date(0)), of(/x/g), of(Promise.resolve(4)));
// expect: Map(1) { 1 => 2 } Set(1) { 1 } 1970-01-01T00:00:00.000Z /x/g Promise { 4 }
console.log(of(of({ nested: true })) !== undefined, [of({ deep: { deeper: { deepest: {} } } })]); // expect: true [ { deep: { deeper: [Object] } } ]
console.log(touched); // expect: 0
console.log(util.inspect(of({ a: 1 }, {}), { showProxy: true })); // expect: Proxy [ { a: 1 }, {} ]
console.log(util.inspect(of([1, of({}, {})], { get() {} }), { showProxy: true })); // expect: Proxy [ [ 1, Proxy [ {}, {} ] ], { get: [Function: get] } ]
console.log(util.inspect(of(of({ a: 1 }, {}), { has() {} }), { showProxy: true, depth: 0 })); // expect: Proxy [ Proxy [Array], [Object] ]
console.log(util.inspect({ a: { b: { c: of({}, {}) } } }, { showProxy: 1 })); // expect: { a: { b: { c: Proxy [Array] } } }
console.log(util.inspect({ a: { b: of({ c: { d: 1 } }, {}) } }, { showProxy: true, depth: 1 })); // expect: { a: { b: Proxy [Array] } }
console.log(util.inspect(of({ long: "x".repeat(60), longer: "y".repeat(60) }, {}), { showProxy: true }));
// expect: Proxy [
// expect:   {
// expect:     long: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
// expect:     longer: 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy'
// expect:   },
// expect:   {}
// expect: ]
const { proxy, revoke } = Proxy.revocable({ a: 1 }, {});
console.log(proxy); // expect: { a: 1 }
revoke();
console.log(proxy, [proxy], util.inspect(proxy, { showProxy: true })); // expect: <Revoked Proxy> [ <Revoked Proxy> ] <Revoked Proxy>
const custom = { [util.inspect.custom](depth, options) { return `custom ${this === target} ${this === shown}`; } };
const target = custom;
const shown = of(custom, {});
console.log(shown); // expect: custom false true
const ring = {};
ring.self = of(ring, {});
console.log(ring); // expect: <ref *1> { self: [Circular *1] }
console.log(util.inspect(ring, { showProxy: true })); // expect: <ref *1> { self: Proxy [ [Circular *1], {} ] }
console.log(util.format("%s %o %O %j %d", of({ a: 1 }, {}), of({ a: 1 }, {}), of({ a: 1 }, {}), of({ a: 1 }, {}), of({ a: 1 }, {})));
// expect: { a: 1 } Proxy [ { a: 1 }, {} ] { a: 1 } {"a":1} NaN
console.log(util.format("%s", of(class Text { toString() { return "never"; } }, {})), util.format("%s", of({ toString() { return "text"; } }, {})));
// expect: function () { [native code] } text
console.log(util.types.isProxy(of({})), util.types.isProxy({}), util.types.isProxy(proxy), util.types.isMap(of(new Map())), util.types.isDate(of(new Date())));
// expect: true false true false false
console.log(util.isDeepStrictEqual(of({ a: 1 }, {}), { a: 1 }), util.isDeepStrictEqual(of([1], {}), [1])); // expect: true true
try { structuredClone(of({}, {})); } catch (error) { console.log(error.name, error.message); } // expect: DataCloneError #<Object> could not be cloned.
console.log(`${util.inspect(Proxy)} ${util.inspect(Object.create(of({ inherited: 1 }, {})))}`);
// expect: [Function: Proxy] {}
// expect: ┌─────────┬───┐
// expect: │ (index) │ a │
// expect: ├─────────┼───┤
// expect: │ 0       │ 1 │
// expect: └─────────┴───┘
console.table(of([{ a: 1 }], {}));
console.dir(of({ a: 1 }, {}), { showProxy: true }); // expect: Proxy [ { a: 1 }, {} ]
