import * as ns from './exports.mjs';
import * as self from './main.mjs';

console.log(self); // expect: [Module: null prototype] { later: <uninitialized> }
export let later = 1;
console.log(Object.entries(ns).join(' '), later); // expect: 1,index b,2 default,d z,1 é ü,3 1
console.log(Reflect.ownKeys(ns)); // expect: [ '1', 'b', 'default', 'z', 'é ü', Symbol(Symbol.toStringTag) ]
console.log(ns[1], ns['é ü'], ns.absent, 'b' in ns, 'c' in ns, Symbol.iterator in ns); // expect: index 3 undefined true false false
console.log(Object.getOwnPropertyDescriptor(ns, 'b')); // expect: { value: 2, writable: true, enumerable: true, configurable: false }
console.log(Object.getPrototypeOf(ns), Object.isExtensible(ns), Object.isFrozen(ns), Object.isSealed(ns)); // expect: null false false true
console.log(Reflect.set(ns, 'b', 2), Reflect.defineProperty(ns, 'b', { value: 2 })); // expect: false true
console.log(Reflect.defineProperty(ns, 'b', { value: 3 }), Reflect.defineProperty(ns, 'c', { value: 3 })); // expect: false false
console.log(Reflect.deleteProperty(ns, 'b'), Reflect.deleteProperty(ns, 'c'), Reflect.setPrototypeOf(ns, {})); // expect: false true false
console.log(Reflect.setPrototypeOf(ns, null), Reflect.preventExtensions(ns)); // expect: true true
console.log(String(Object.prototype.toString.call(ns)), ns[Symbol.toStringTag]); // expect: [object Module] Module
for (const act of [() => { ns.b = 1; }, () => { ns.c = 1; }, () => delete ns.b, () => Object.freeze(ns), () => ns()]) {
  try {
    act();
  } catch (error) {
    console.log(error.message);
  }
}
// expect: Cannot assign to read only property 'b' of object '[object Module]'
// expect: Cannot add property c, object is not extensible
// expect: Cannot delete property 'b' of [object Module]
// expect: Cannot redefine property: 1
// expect: ns is not a function
const names = [];
for (const name in ns) names.push(name);
console.log(names.join(), JSON.stringify(ns)); // expect: 1,b,default,z,é ü {"1":"index","b":2,"default":"d","z":1,"é ü":3}
console.log({ ...ns }, Object.create(ns).b); // expect: { '1': 'index', b: 2, default: 'd', z: 1, 'é ü': 3 } 2
console.log((await import('./exports.mjs')) === ns); // expect: true
