// A name is looked for with [[HasProperty]], and again before it is read or written, as an object environment does.
const log = [];
const traced = target => new Proxy(target, new Proxy({}, {
  get(_, trap) {
    return (...list) => {
      log.push(`${trap}${typeof list[1] !== "object" ? ":" + String(list[1]) : ""}`);
      return Reflect[trap](...list);
    };
  },
}));
const said = value => `${value} [${log.splice(0).join(" ")}]`;
var outer = "outer";
with (traced({ inner: 1, method() { return this.inner; }, [Symbol.unscopables]: { hidden: true }, hidden: 2 })) {
  var seen = said(inner);
  var hid = said(typeof hidden);
  var called = said(method());
  inner = 3;
  var written = said(inner);
  var deleted = said(delete inner);
  var typed = said(typeof inner);
}
for (const text of [seen, hid, called, written, deleted, typed]) console.log(text.replace(/has:(console|said|log)\b ?/g, "").replace(/ (?=\])/, ""));
// expect: 1 [has:seen has:inner get:Symbol(Symbol.unscopables) has:inner get:inner]
// expect: undefined [has:hid has:hidden get:Symbol(Symbol.unscopables)]
// expect: 1 [has:called has:method get:Symbol(Symbol.unscopables) has:method get:method get:inner]
// expect: 3 [has:inner get:Symbol(Symbol.unscopables) has:inner set:inner getOwnPropertyDescriptor:inner defineProperty:inner has:written has:inner get:Symbol(Symbol.unscopables) has:inner get:inner]
// expect: true [has:deleted has:inner get:Symbol(Symbol.unscopables) deleteProperty:inner]
// expect: undefined [has:typed has:inner]
with (new Proxy({}, { has: (target, key) => key === "everything", get: (target, key) => key === Symbol.unscopables ? undefined : `got ${String(key)}` })) {
  console.log(everything, outer); // expect: got everything outer
}
Object.setPrototypeOf(globalThis, new Proxy(Object.getPrototypeOf(globalThis), {
  has: (target, key) => key === "conjured" || key in target,
  get: (target, key, receiver) => key === "conjured" ? "out of nothing" : Reflect.get(target, key, receiver),
}));
console.log(conjured, typeof conjured, typeof absent); // expect: out of nothing string undefined
for (let index = 0; index < 3; index++) console.log(conjured + index);
// expect: out of nothing0
// expect: out of nothing1
// expect: out of nothing2
try { absent; } catch (error) { console.log(error.message); } // expect: absent is not defined
conjured = "written";
console.log(conjured, Object.hasOwn(globalThis, "conjured")); // expect: written true
console.log(typeof outer, outer); // expect: string outer
