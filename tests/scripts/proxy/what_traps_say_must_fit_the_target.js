// Each invariant, broken once.
"use strict";
const fixed = Object.freeze({ x: 5 });
const empty = Object.preventExtensions({});
const growing = { x: 5 };
const accessors = Object.freeze({ set x(value) {}, get y() { return 1; } });
const readOnly = Object.defineProperty({}, "x", { value: 1, writable: true });
function broken(trap, target, result, operation) {
  const proxy = new Proxy(target, { [trap]: () => result });
  try {
    return String(operation(proxy));
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
}
const { getPrototypeOf, setPrototypeOf, isExtensible, preventExtensions, ownKeys } = Reflect;
const own = proxy => Reflect.getOwnPropertyDescriptor(proxy, "x");
const define = attributes => proxy => Reflect.defineProperty(proxy, "x", attributes);
console.log(broken("getPrototypeOf", {}, 1, getPrototypeOf)); // expect: TypeError: 'getPrototypeOf' on proxy: trap returned neither object nor null
console.log(broken("getPrototypeOf", {}, undefined, getPrototypeOf)); // expect: TypeError: 'getPrototypeOf' on proxy: trap returned neither object nor null
console.log(broken("getPrototypeOf", {}, null, getPrototypeOf)); // expect: null
console.log(broken("getPrototypeOf", empty, null, getPrototypeOf));
// expect: TypeError: 'getPrototypeOf' on proxy: proxy target is non-extensible but the trap did not return its actual prototype
console.log(broken("setPrototypeOf", empty, true, proxy => setPrototypeOf(proxy, null)));
// expect: TypeError: 'setPrototypeOf' on proxy: trap returned truish for setting a new prototype on the non-extensible proxy target
console.log(broken("setPrototypeOf", empty, true, proxy => setPrototypeOf(proxy, Object.prototype))); // expect: true
console.log(broken("isExtensible", {}, false, isExtensible));
// expect: TypeError: 'isExtensible' on proxy: trap result does not reflect extensibility of proxy target (which is 'true')
console.log(broken("isExtensible", empty, 1, isExtensible));
// expect: TypeError: 'isExtensible' on proxy: trap result does not reflect extensibility of proxy target (which is 'false')
console.log(broken("preventExtensions", {}, true, preventExtensions)); // expect: TypeError: 'preventExtensions' on proxy: trap returned truish but the proxy target is extensible
console.log(broken("preventExtensions", empty, true, preventExtensions)); // expect: true
console.log(broken("getOwnPropertyDescriptor", {}, null, own));
// expect: TypeError: 'getOwnPropertyDescriptor' on proxy: trap returned neither object nor undefined for property 'x'
console.log(broken("getOwnPropertyDescriptor", fixed, undefined, own));
// expect: TypeError: 'getOwnPropertyDescriptor' on proxy: trap returned undefined for property 'x' which is non-configurable in the proxy target
console.log(broken("getOwnPropertyDescriptor", Object.preventExtensions({ x: 1 }), undefined, own));
// expect: TypeError: 'getOwnPropertyDescriptor' on proxy: trap returned undefined for property 'x' which exists in the non-extensible proxy target
console.log(broken("getOwnPropertyDescriptor", growing, undefined, own)); // expect: undefined
console.log(broken("getOwnPropertyDescriptor", growing, { value: 1, configurable: false }, own));
// expect: TypeError: 'getOwnPropertyDescriptor' on proxy: trap reported non-configurability for property 'x' which is either non-existent or configurable in the proxy target
console.log(broken("getOwnPropertyDescriptor", empty, { value: 1, configurable: true }, own));
// expect: TypeError: 'getOwnPropertyDescriptor' on proxy: trap returned descriptor for property 'x' that is incompatible with the existing property in the proxy target
console.log(broken("getOwnPropertyDescriptor", fixed, { value: 6 }, own));
// expect: TypeError: 'getOwnPropertyDescriptor' on proxy: trap returned descriptor for property 'x' that is incompatible with the existing property in the proxy target
console.log(broken("getOwnPropertyDescriptor", readOnly, { value: 1, configurable: false }, own));
// expect: TypeError: 'getOwnPropertyDescriptor' on proxy: trap reported non-configurable and writable for property 'x' which is non-configurable, non-writable in the proxy target
console.log(broken("getOwnPropertyDescriptor", growing, { get: 1 }, own)); // expect: TypeError: Getter must be a function: 1
console.log(broken("defineProperty", empty, true, define({ value: 1 })));
// expect: TypeError: 'defineProperty' on proxy: trap returned truish for adding property 'x'  to the non-extensible proxy target
console.log(broken("defineProperty", {}, true, define({ value: 1, configurable: false })));
// expect: TypeError: 'defineProperty' on proxy: trap returned truish for defining non-configurable property 'x' which is either non-existent or configurable in the proxy target
console.log(broken("defineProperty", growing, true, define({ value: 1, configurable: false })));
// expect: TypeError: 'defineProperty' on proxy: trap returned truish for defining non-configurable property 'x' which is either non-existent or configurable in the proxy target
console.log(broken("defineProperty", fixed, true, define({ value: 6 })));
// expect: TypeError: 'defineProperty' on proxy: trap returned truish for adding property 'x'  that is incompatible with the existing property in the proxy target
console.log(broken("defineProperty", readOnly, true, define({ value: 1, writable: false, configurable: false })));
// expect: TypeError: 'defineProperty' on proxy: trap returned truish for defining non-configurable property 'x' which cannot be non-writable, unless there exists a corresponding non-configurable, non-writable own property of the target object.
console.log(broken("defineProperty", readOnly, true, define({ value: 2 }))); // expect: true
console.log(broken("defineProperty", empty, false, define({ value: 1 }))); // expect: false
console.log(broken("has", fixed, false, proxy => "x" in proxy));
// expect: TypeError: 'has' on proxy: trap returned falsish for property 'x' which exists in the proxy target as non-configurable
console.log(broken("has", Object.preventExtensions({ x: 1 }), false, proxy => "x" in proxy));
// expect: TypeError: 'has' on proxy: trap returned falsish for property 'x' but the proxy target is not extensible
console.log(broken("has", growing, false, proxy => "x" in proxy)); // expect: false
console.log(broken("get", fixed, 6, proxy => proxy.x));
// expect: TypeError: 'get' on proxy: property 'x' is a read-only and non-configurable data property on the proxy target but the proxy did not return its actual value (expected '5' but got '6')
console.log(broken("get", fixed, 5, proxy => proxy.x)); // expect: 5
console.log(broken("get", accessors, 6, proxy => proxy.x));
// expect: TypeError: 'get' on proxy: property 'x' is a non-configurable accessor property on the proxy target and does not have a getter function, but the trap did not return 'undefined' (got '6')
console.log(broken("get", accessors, undefined, proxy => proxy.x)); // expect: undefined
console.log(broken("get", accessors, 6, proxy => proxy.y)); // expect: 6
console.log(broken("set", fixed, true, proxy => proxy.x = 6));
// expect: TypeError: 'set' on proxy: trap returned truish for property 'x' which exists in the proxy target as a non-configurable and non-writable data property with a different value
console.log(broken("set", fixed, true, proxy => proxy.x = 5)); // expect: 5
console.log(broken("set", accessors, true, proxy => proxy.y = 6));
// expect: TypeError: 'set' on proxy: trap returned truish for property 'y' which exists in the proxy target as a non-configurable and non-writable accessor property without a setter
console.log(broken("set", accessors, true, proxy => proxy.x = 6)); // expect: 6
console.log(broken("set", growing, false, proxy => proxy.x = 6)); // expect: TypeError: 'set' on proxy: trap returned falsish for property 'x'
console.log(broken("deleteProperty", fixed, true, proxy => delete proxy.x));
// expect: TypeError: 'deleteProperty' on proxy: trap returned truish for property 'x' which is non-configurable in the proxy target
console.log(broken("deleteProperty", Object.preventExtensions({ x: 1 }), true, proxy => delete proxy.x));
// expect: TypeError: 'deleteProperty' on proxy: trap returned truish for property 'x' but the proxy target is non-extensible
console.log(broken("deleteProperty", growing, false, proxy => delete proxy.x)); // expect: TypeError: 'deleteProperty' on proxy: trap returned falsish for property 'x'
console.log(broken("ownKeys", {}, 1, ownKeys)); // expect: TypeError: CreateListFromArrayLike called on non-object
console.log(broken("ownKeys", {}, ["a", 1], ownKeys)); // expect: TypeError: 1 is not a valid property name
console.log(broken("ownKeys", {}, ["a", {}], ownKeys)); // expect: TypeError: #<Object> is not a valid property name
console.log(broken("ownKeys", {}, ["a", "b", "a"], ownKeys)); // expect: TypeError: 'ownKeys' on proxy: trap returned duplicate entries
console.log(broken("ownKeys", {}, { length: 2, 0: "1", 1: "b" }, ownKeys)); // expect: 1,b
console.log(broken("ownKeys", fixed, [], ownKeys)); // expect: TypeError: 'ownKeys' on proxy: trap result did not include 'x'
console.log(broken("ownKeys", fixed, ["x", "y"], ownKeys)); // expect: TypeError: 'ownKeys' on proxy: trap returned extra keys but proxy target is non-extensible
console.log(broken("ownKeys", Object.preventExtensions({ a: 1, b: 2 }), ["b"], ownKeys)); // expect: TypeError: 'ownKeys' on proxy: trap result did not include 'a'
console.log(broken("ownKeys", Object.preventExtensions({ a: 1, b: 2 }), ["b", "a"], ownKeys)); // expect: b,a
console.log(broken("construct", function () {}, 1, proxy => new proxy())); // expect: TypeError: 'construct' on proxy: trap returned non-object ('1')
console.log(broken("get", {}, 1, proxy => new Proxy({}, proxy).x)); // expect: TypeError: '1' returned for property 'get' of object '#<Object>' is not a function
try { new Proxy({}, { get: "text" }).x; } catch (error) { console.log(error.message); } // expect: 'text' returned for property 'get' of object '#<Object>' is not a function
try { new Proxy({}, { has: {} }).x in new Proxy({}, { has: {} }); } catch (error) { console.log(error.message); }
// expect: '#<Object>' returned for property 'has' of object '#<Object>' is not a function
