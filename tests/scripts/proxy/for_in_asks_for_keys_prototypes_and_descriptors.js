const log = [];
const traced = (target, name) => new Proxy(target, new Proxy({}, {
  get(_, trap) {
    return (...list) => {
      log.push(`${name}.${trap}` + (typeof list[1] === "string" ? `:${list[1]}` : ""));
      return Reflect[trap](...list);
    };
  },
}));
function visit(object, body) {
  log.length = 0;
  const keys = [];
  for (const key in object) {
    keys.push(key);
    if (body) body(key);
  }
  return `${keys} [${log.join(" ")}]`;
}
console.log(visit(traced({ a: 1, b: 2 }, "p"))); // expect: a,b [p.ownKeys p.getPrototypeOf p.getOwnPropertyDescriptor:a p.getOwnPropertyDescriptor:b]
console.log(visit(traced(Object.defineProperty({ a: 1 }, "hidden", { value: 1 }), "p")));
// expect: a [p.ownKeys p.getPrototypeOf p.getOwnPropertyDescriptor:a p.getOwnPropertyDescriptor:hidden]
console.log(visit(traced({ [Symbol("s")]: 1, a: 1, 1: 2 }, "p"))); // expect: 1,a [p.ownKeys p.getPrototypeOf p.getOwnPropertyDescriptor:1 p.getOwnPropertyDescriptor:a]
console.log(visit(traced({}, "p"))); // expect:  [p.ownKeys p.getPrototypeOf]
console.log(visit(Object.create(traced({ a: 1, b: 2 }, "p"), { own: { value: 1, enumerable: true }, b: { value: 1 } })));
// expect: own,a [p.ownKeys p.getPrototypeOf p.getOwnPropertyDescriptor:a]
console.log(visit(traced(Object.create({ x: 1, a: 2 }, { a: { value: 1 }, c: { value: 1, enumerable: true } }), "p")));
// expect: c,x [p.ownKeys p.getPrototypeOf p.getOwnPropertyDescriptor:a p.getOwnPropertyDescriptor:c p.getOwnPropertyDescriptor:x p.getPrototypeOf]
console.log(visit(traced(Object.create(traced({ x: 1, a: 2 }, "q"), { a: { value: 1 }, c: { value: 1, enumerable: true } }), "p")));
// expect: c,x [p.ownKeys p.getPrototypeOf q.ownKeys q.getPrototypeOf p.getOwnPropertyDescriptor:a p.getOwnPropertyDescriptor:c p.getOwnPropertyDescriptor:x p.getPrototypeOf q.getOwnPropertyDescriptor:x]
const shrinking = { a: 1, b: 2, c: 3 };
console.log(visit(traced(shrinking, "p"), () => { delete shrinking.c; }));
// expect: a,b [p.ownKeys p.getPrototypeOf p.getOwnPropertyDescriptor:a p.getOwnPropertyDescriptor:b p.getOwnPropertyDescriptor:c p.getPrototypeOf]
const uncovering = Object.create({ b: 9 }, { a: { value: 1, enumerable: true }, b: { value: 1, enumerable: true, configurable: true } });
console.log(visit(traced(uncovering, "p"), () => { delete uncovering.b; }));
// expect: a,b [p.ownKeys p.getPrototypeOf p.getOwnPropertyDescriptor:a p.getOwnPropertyDescriptor:b p.getPrototypeOf]
console.log(visit(traced(traced({ a: 1 }, "in"), "out")));
// expect: a [out.ownKeys in.ownKeys in.isExtensible in.ownKeys in.getOwnPropertyDescriptor:a out.getPrototypeOf in.getPrototypeOf in.isExtensible out.getOwnPropertyDescriptor:a in.getOwnPropertyDescriptor:a in.getOwnPropertyDescriptor:a in.isExtensible]
console.log(visit(new Proxy({ a: 1 }, { getOwnPropertyDescriptor() {} }))); // expect:  []
console.log(visit(new Proxy({ a: 1 }, { getOwnPropertyDescriptor() {}, getPrototypeOf() { return { a: 2, b: 3 }; } }))); // expect: a,b []
console.log(visit(new Proxy({}, { // expect: b,a,q []
  ownKeys: () => ["b", "zz", "a"],
  getOwnPropertyDescriptor: (target, key) => ({ value: 1, enumerable: key !== "zz", configurable: true }),
  getPrototypeOf: () => ({ zz: 1, q: 2 }),
})));
// The list of keys may be as long as it likes.
const many = new Proxy({}, {
  ownKeys: () => Array.from({ length: 400 }, (_, index) => `key${index}`),
  getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
});
let count = 0;
for (const key in many) count += key.length;
console.log(count, Object.keys(many).length, Object.entries({ ...many }).length); // expect: 2290 400 400
