const log = [];
const handler = {
  apply(target, receiver, list) { log.push(`apply ${typeof receiver} ${list}`); return Reflect.apply(target, receiver, list); },
  construct(target, list, newTarget) {
    log.push(`construct ${list} ${newTarget === proxy ? "proxy" : newTarget.name}`);
    return Reflect.construct(target, list, newTarget);
  },
};
class Base { constructor(...list) { this.list = list; this.target = new.target; } method() { return this.list.length; } }
const proxy = new Proxy(Base, handler);
const said = value => `${value} [${log.splice(0).join("; ")}]`;
console.log(said(new proxy(1, 2).method())); // expect: 2 [construct 1,2 proxy]
console.log(said(new proxy(...[1, 2, 3]).target === proxy)); // expect: true [construct 1,2,3 proxy]
class Derived extends proxy { constructor() { super(7); } }
console.log(said(new Derived().list)); // expect: 7 [construct 7 Derived]
console.log(said(new Derived().target === Derived)); // expect: true [construct 7 Derived]
class Implicit extends proxy {}
console.log(said(new Implicit(1, 2) instanceof Base)); // expect: true [construct 1,2 Implicit]
console.log(said(Reflect.construct(proxy, [5], Array) instanceof Array)); // expect: true [construct 5 Array]
console.log(said(Reflect.construct(Object, [], proxy) instanceof Base)); // expect: true []
const f = new Proxy(function (...list) { return `${this && this.name} ${list}`; }, handler);
const object = { name: "object", f };
console.log(said(f(1))); // expect: undefined 1 [apply undefined 1]
console.log(said(object.f(1, 2))); // expect: object 1,2 [apply object 1,2]
console.log(said(f.call({ name: "called" }, 3))); // expect: called 3 [apply object 3]
console.log(said(f.apply({ name: "applied" }, [3, 4]))); // expect: applied 3,4 [apply object 3,4]
console.log(said(f.bind({ name: "bound" }, 5)(6))); // expect: bound 5,6 [apply object 5,6]
console.log(said([1, 2].map(f).length)); // expect: 2 [apply undefined 1,0,1,2; apply undefined 2,1,1,2]
console.log(said(`${f`template`}`)); // expect: undefined template [apply undefined template]
console.log(said(object?.f?.(8))); // expect: object 8 [apply object 8]
console.log(said(f(...[1, 2, 3, 4, 5, 6, 7, 8]))); // expect: undefined 1,2,3,4,5,6,7,8 [apply undefined 1,2,3,4,5,6,7,8]
const arrow = new Proxy(() => 1, {});
for (const attempt of [() => new arrow(), () => proxy(), () => new (new Proxy({}, {}))(), () => new Proxy({}, {})(),
  () => { class X extends arrow {} }, () => Proxy({}, {}), () => new Proxy(1, {}), () => new Proxy({}, null)]) {
  try { attempt(); } catch (error) { console.log(error.message); }
// expect: arrow is not a constructor
// expect: Class constructor Base cannot be invoked without 'new'
// expect: (intermediate value) is not a constructor
// expect: (intermediate value) is not a function
// expect: Class extends value () => 1 is not a constructor or null
// expect: Constructor Proxy requires 'new'
// expect: Cannot create proxy with a non-object as target or handler
// expect: Cannot create proxy with a non-object as target or handler
}
// What has no [[Call]] keeps none, whatever the handler has.
console.log(typeof new Proxy({}, { apply() {} }), typeof new Proxy(class {}, {}), typeof new Proxy(proxy, {})); // expect: object function function
const generator = new Proxy(function* () { yield this; yield* arguments; }, {});
console.log([...generator(1, 2)].length, Object.getPrototypeOf(generator.prototype) === Object.getPrototypeOf(function* () {}.prototype)); // expect: 3 true
new Proxy(async () => 4, {})().then(value => console.log("later", value)); // expect: later 4
