const log = [];
const traced = (target, name) => new Proxy(target, new Proxy({}, {
  get(_, trap) {
    return (...list) => {
      const key = typeof list[1] === "string" || typeof list[1] === "symbol" ? `:${String(list[1])}` : "";
      log.push(`${name}.${trap}${key}`);
      return Reflect[trap](...list);
    };
  },
}));
const symbol = Symbol("s");
const source = () => traced({ b: 1, [symbol]: 2, 1: 3, get a() { return 4; } }, "p");
const said = value => `${typeof value === "object" ? JSON.stringify(value) : String(value)} [${log.splice(0).join(" ")}]`;
console.log(said(Object.keys(source()))); // expect: ["1","b","a"] [p.ownKeys p.getOwnPropertyDescriptor:1 p.getOwnPropertyDescriptor:b p.getOwnPropertyDescriptor:a]
console.log(said(Object.values(source())));
// expect: [3,1,4] [p.ownKeys p.getOwnPropertyDescriptor:1 p.get:1 p.getOwnPropertyDescriptor:b p.get:b p.getOwnPropertyDescriptor:a p.get:a]
console.log(said(Object.entries(source())));
// expect: [["1",3],["b",1],["a",4]] [p.ownKeys p.getOwnPropertyDescriptor:1 p.get:1 p.getOwnPropertyDescriptor:b p.get:b p.getOwnPropertyDescriptor:a p.get:a]
console.log(said(Object.assign({}, source())));
// expect: {"1":3,"b":1,"a":4} [p.ownKeys p.getOwnPropertyDescriptor:1 p.get:1 p.getOwnPropertyDescriptor:b p.get:b p.getOwnPropertyDescriptor:a p.get:a p.getOwnPropertyDescriptor:Symbol(s) p.get:Symbol(s)]
console.log(said(Object.assign(traced({}, "t"), { x: 1 }) !== null)); // expect: true [t.set:x t.getOwnPropertyDescriptor:x t.defineProperty:x]
console.log(said({ ...source() }));
// expect: {"1":3,"b":1,"a":4} [p.ownKeys p.getOwnPropertyDescriptor:1 p.get:1 p.getOwnPropertyDescriptor:b p.get:b p.getOwnPropertyDescriptor:a p.get:a p.getOwnPropertyDescriptor:Symbol(s) p.get:Symbol(s)]
console.log(said((({ a, ...rest }) => rest)(source())));
// expect: {"1":3,"b":1} [p.get:a p.ownKeys p.getOwnPropertyDescriptor:1 p.get:1 p.getOwnPropertyDescriptor:b p.get:b p.getOwnPropertyDescriptor:Symbol(s) p.get:Symbol(s)]
console.log(said((({ [symbol]: a, 1: b, ...rest }) => rest)(source())));
// expect: {"b":1,"a":4} [p.get:Symbol(s) p.get:1 p.ownKeys p.getOwnPropertyDescriptor:b p.get:b p.getOwnPropertyDescriptor:a p.get:a]
console.log(said(Object.getOwnPropertyNames(source()))); // expect: ["1","b","a"] [p.ownKeys]
console.log(said(Object.getOwnPropertySymbols(source()).length)); // expect: 1 [p.ownKeys]
console.log(said(Object.getOwnPropertyDescriptors(source())));
// expect: {"1":{"value":3,"writable":true,"enumerable":true,"configurable":true},"b":{"value":1,"writable":true,"enumerable":true,"configurable":true},"a":{"enumerable":true,"configurable":true}} [p.ownKeys p.getOwnPropertyDescriptor:1 p.getOwnPropertyDescriptor:b p.getOwnPropertyDescriptor:a p.getOwnPropertyDescriptor:Symbol(s)]
console.log(said(Object.freeze(source()) !== null));
// expect: true [p.preventExtensions p.ownKeys p.getOwnPropertyDescriptor:1 p.defineProperty:1 p.getOwnPropertyDescriptor:b p.defineProperty:b p.getOwnPropertyDescriptor:a p.defineProperty:a p.getOwnPropertyDescriptor:Symbol(s) p.defineProperty:Symbol(s)]
console.log(said(Object.seal(source()) !== null));
// expect: true [p.preventExtensions p.ownKeys p.defineProperty:1 p.defineProperty:b p.defineProperty:a p.defineProperty:Symbol(s)]
console.log(said(Object.isFrozen(source()))); // expect: false [p.isExtensible]
console.log(said(Object.isFrozen(Object.preventExtensions(source())))); // expect: false [p.preventExtensions p.isExtensible p.ownKeys p.getOwnPropertyDescriptor:1]
console.log(said(Object.isSealed(traced(Object.seal({ a: 1 }), "p")))); // expect: true [p.isExtensible p.ownKeys p.getOwnPropertyDescriptor:a]
console.log(said(Object.defineProperties(traced({}, "o"), traced({ x: { value: 1 }, y: { get() {} } }, "d")) !== null));
// expect: true [d.ownKeys d.getOwnPropertyDescriptor:x d.get:x d.getOwnPropertyDescriptor:y d.get:y o.defineProperty:x o.defineProperty:y]
console.log(said(Object.defineProperty({}, "x", traced({ value: 1, enumerable: true }, "d"))));
// expect: {"x":1} [d.has:enumerable d.get:enumerable d.has:configurable d.has:value d.get:value d.has:writable d.has:get d.has:set]
console.log(said(Object.create({}, traced({ x: { value: 1, enumerable: true } }, "d")))); // expect: {"x":1} [d.ownKeys d.getOwnPropertyDescriptor:x d.get:x]
console.log(said(Object.fromEntries(traced([["a", 1]], "i")))); // expect: {"a":1} [i.get:Symbol(Symbol.iterator) i.get:length i.get:0 i.get:length]
console.log(said(Object.fromEntries([traced(["k", "v"], "e")]))); // expect: {"k":"v"} [e.get:0 e.get:1]
console.log(said(Object.groupBy ? Object.hasOwn(source(), "a") : Object.hasOwn(source(), "a"))); // expect: true [p.getOwnPropertyDescriptor:a]
console.log(said(source().propertyIsEnumerable("a"))); // expect: true [p.get:propertyIsEnumerable p.getOwnPropertyDescriptor:a]
console.log(said(source().toString())); // expect: [object Object] [p.get:toString p.get:Symbol(Symbol.toStringTag)]
console.log(said(source().toLocaleString())); // expect: [object Object] [p.get:toLocaleString p.get:toString p.get:Symbol(Symbol.toStringTag)]
console.log(said(source().__lookupGetter__("a") !== undefined)); // expect: true [p.get:__lookupGetter__ p.getOwnPropertyDescriptor:a]
console.log(said(traced({}, "p").__defineGetter__("g", () => 1))); // expect: undefined [p.get:__defineGetter__ p.defineProperty:g]
console.log(said(String(traced([1, 2], "p")))); // expect: 1,2 [p.get:Symbol(Symbol.toPrimitive) p.get:toString p.get:join p.get:length p.get:0 p.get:1]
console.log(said(`${traced({ [Symbol.toPrimitive]: hint => hint }, "p")}`)); // expect: string [p.get:Symbol(Symbol.toPrimitive)]
console.log(said(traced({ valueOf: () => 3 }, "p") * 2)); // expect: 6 [p.get:Symbol(Symbol.toPrimitive) p.get:valueOf]
console.log(said(Reflect.ownKeys(source()).length)); // expect: 4 [p.ownKeys]
console.log(said(new Map(traced([[1, 2]], "p")).size)); // expect: 1 [p.get:Symbol(Symbol.iterator) p.get:length p.get:0 p.get:length]
console.log(said(traced({}, "p") == "[object Object]")); // expect: true [p.get:Symbol(Symbol.toPrimitive) p.get:valueOf p.get:toString p.get:Symbol(Symbol.toStringTag)]
const { a, ...others } = source();
console.log(said(others));
// expect: {"1":3,"b":1} [p.get:a p.ownKeys p.getOwnPropertyDescriptor:1 p.get:1 p.getOwnPropertyDescriptor:b p.get:b p.getOwnPropertyDescriptor:Symbol(s) p.get:Symbol(s)]
const [first, ...more] = traced([1, 2, 3], "p");
console.log(said(more)); // expect: [2,3] [p.get:Symbol(Symbol.iterator) p.get:length p.get:0 p.get:length p.get:1 p.get:length p.get:2 p.get:length]
