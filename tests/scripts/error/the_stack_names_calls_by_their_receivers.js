function call(f) {
  try {
    f();
  } catch (error) {
    const line = error.stack.split("\n")[1].trim();
    return line.slice(0, line.indexOf(" ("));
  }
}
class A {
  m() { throw new Error(); }
  get g() { throw new Error(); }
  set s(value) { throw new Error(); }
  [Symbol.iterator]() { throw new Error(); }
  static m() { throw new Error(); }
  static other = function named() { throw new Error(); };
  #p() { throw new Error(); }
  p() { this.#p(); }
}
class B extends A {}
console.log(call(() => new A().m())); // expect: at A.m
console.log(call(() => new B().m())); // expect: at B.m
console.log(call(() => new A().g)); // expect: at get g [as g]
console.log(call(() => (new A().s = 1))); // expect: at set s [as s]
console.log(call(() => new A()[Symbol.iterator]())); // expect: at [Symbol.iterator]
console.log(call(() => A.m())); // expect: at A.m
console.log(call(() => A.other())); // expect: at A.named [as other]
console.log(call(() => new A().p())); // expect: at #p
console.log(call(() => new (class C { constructor() { throw new Error(); } })())); // expect: at new C

const { m } = { m() { throw new Error(); } };
const anonymous = (() => function () { throw new Error(); })();
console.log(call(() => ({ m }).m())); // expect: at Object.m
console.log(call(() => ({ other: m }).other())); // expect: at Object.m [as other]
console.log(call(() => ({ one: m, two: m }).two())); // expect: at Object.m
console.log(call(() => ({ y: anonymous }).y())); // expect: at Object.y
console.log(call(() => anonymous.call({}))); // expect: at Object.<anonymous>
console.log(call(() => m.call([]))); // expect: at Array.m
console.log(call(() => m.call("text"))); // expect: at String.m
console.log(call(() => m.call(1n))); // expect: at BigInt.m
console.log(call(() => m.call(null))); // expect: at m
console.log(call(() => m.call(Math))); // expect: at Math.m
console.log(call(() => m.call(call))); // expect: at Function.m
console.log(call(() => m.call({ [Symbol.toStringTag]: "Tag" }))); // expect: at Tag.m
console.log(call(() => m.call(Object.create(null)))); // expect: at Object.m

console.log(call(() => Math.max(Symbol()))); // expect: at Math.max
console.log(call(() => "".repeat(-1))); // expect: at String.repeat
console.log(call(() => [].reduce(m))); // expect: at Array.reduce
console.log(call(() => Array.from(null))); // expect: at Function.from
console.log(call(() => String.prototype.trim.call(null))); // expect: at trim
console.log(call(() => Number.prototype.toString.call("x"))); // expect: at String.toString
console.log(call(() => new Set(5))); // expect: at new Set
