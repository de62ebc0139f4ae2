"use strict";
const log = [];
const target = { inherited: 1, get who() { return this.name; }, set stored(value) { this.kept = value; }, method() { return this.name; } };
const proxy = new Proxy(target, {
  get(target, key, receiver) { log.push(`get ${String(key)} ${receiver === object}`); return Reflect.get(target, key, receiver); },
  set(target, key, value, receiver) { log.push(`set ${String(key)}`); return Reflect.set(target, key, value, receiver); },
  has(target, key) { log.push(`has ${String(key)}`); return key in target; },
  getPrototypeOf(target) { log.push("getPrototypeOf"); return Object.getPrototypeOf(target); },
  getOwnPropertyDescriptor(target, key) { log.push(`own ${String(key)}`); return Object.getOwnPropertyDescriptor(target, key); },
});
const object = Object.create(proxy, { name: { value: "object" } });
const said = value => `${String(value)} [${log.splice(0).join("; ")}]`;
console.log(said(object.name)); // expect: object []
console.log(said(object.inherited)); // expect: 1 [get inherited true]
console.log(said(object.who)); // expect: object [get who true]
console.log(said(object.method())); // expect: object [get method true]
console.log(said(object.absent)); // expect: undefined [get absent true]
console.log(said(object[3])); // expect: undefined [get 3 true]
console.log(said(object[Symbol.toPrimitive])); // expect: undefined [get Symbol(Symbol.toPrimitive) true]
console.log(said(object.inherited = 2)); // expect: 2 [set inherited]
console.log(said(Object.keys(object))); // expect: inherited []
console.log(said(target.inherited)); // expect: 1 []
console.log(said(object.stored = 4)); // expect: 4 [set stored; set kept]
console.log(said(object.kept)); // expect: 4 []
console.log(said(object[3] = 1)); // expect: 1 [set 3]
console.log(said("inherited" in object)); // expect: true []
console.log(said("absent" in object)); // expect: false [has absent]
console.log(said(9 in object)); // expect: false [has 9]
console.log(said(Object.hasOwn(object, "method"))); // expect: false []
console.log(said(object.hasOwnProperty("method"))); // expect: false [get hasOwnProperty true]
console.log(said(object instanceof Object)); // expect: true [getPrototypeOf]
console.log(said(Object.prototype.isPrototypeOf.call(proxy, object))); // expect: true []
console.log(said(delete object.inherited)); // expect: true []
console.log(said(object.inherited)); // expect: 1 [get inherited true]
const array = Object.setPrototypeOf([, 1, , 2], new Proxy(Array.prototype, {
  get(target, key, receiver) { return /^\d+$/.test(String(key)) ? `hole ${String(key)}` : Reflect.get(target, key, receiver); },
  has(target, key) { return key === "2" || key in target; },
}));
console.log(array[0], array[1], array[7], array.length); // expect: hole 0 1 hole 7 4
console.log(array.join()); // expect: hole 0,1,hole 2,2
console.log([...array].join()); // expect: hole 0,1,hole 2,2
console.log(array.map(value => value).join("|"), array.indexOf("hole 2"), array.flatMap(value => [value]).length); // expect: |1|hole 2|2 2 3
array.push(3);
array[6] = 1;
console.log(array.length, array[5]); // expect: 7 hole 5
class Child { method() { return super.method(); } get own() { return super.who; } set own(value) { super.stored = value; } }
Object.setPrototypeOf(Child.prototype, proxy);
const child = new Child();
child.name = "child";
log.length = 0;
console.log(said(child.method())); // expect: child [get method false]
console.log(said(child.own)); // expect: child [get who false]
console.log(said(child.own = 1)); // expect: 1 [set stored; set kept]
Object.setPrototypeOf(Number.prototype, new Proxy(Object.prototype, { get(target, key, receiver) { return key === "odd" ? receiver % 2 : Reflect.get(target, key, receiver); } }));
console.log((7).odd, (8).odd, 5..toFixed(1)); // expect: 1 0 5.0
Object.setPrototypeOf(Number.prototype, Object.prototype);
try {
  Object.freeze(object).more = 1;
} catch (error) {
  console.log(said(error.message)); // expect: 'set' on proxy: trap returned falsish for property 'more' [set more]
}
// A chain that a proxy closes to a ring has no end.
const ring = {};
Object.setPrototypeOf(ring, new Proxy(ring, {}));
for (const walk of [() => ring.x, () => "x" in ring, () => { ring.x = 1; }]) {
  try { walk(); } catch (error) { console.log(error.name, error.message); }
// expect: RangeError Maximum call stack size exceeded
// expect: RangeError Maximum call stack size exceeded
// expect: RangeError Maximum call stack size exceeded
}
