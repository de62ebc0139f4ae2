// configurations: default tiny
const attempt = operation => {
  try {
    return String(operation());
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const chain = (start, handler) => {
  let proxy = start;
  for (let count = 0; count < 200000; count++) proxy = new Proxy(proxy, handler);
  return proxy;
};
const long = chain(function () {}, {});
console.log(attempt(() => long.x)); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => { long.x = 1; })); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => "x" in long)); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => delete long.x)); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => long())); // expect: undefined
console.log(attempt(() => new long())); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => Reflect.ownKeys(long))); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => Object.keys(long))); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => Object.getPrototypeOf(long))); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => Object.setPrototypeOf(long, null))); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => Object.isExtensible(long))); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => Object.preventExtensions(long))); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => Object.getOwnPropertyDescriptor(long, "x"))); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => Object.defineProperty(long, "x", { value: 1 }))); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => JSON.stringify(long)), typeof long); // expect: RangeError: Maximum call stack size exceeded function
console.log(attempt(() => long instanceof Object)); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => { for (const key in long); })); // expect: RangeError: Maximum call stack size exceeded
// Handlers of handlers of handlers …
let handler = {};
for (let count = 0; count < 200000; count++) handler = new Proxy({}, handler);
console.log(attempt(() => new Proxy({}, handler).x)); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => new Proxy({}, handler)())); // expect: TypeError: (intermediate value) is not a function
// … and one that is its own.
const own = {};
const self = new Proxy({}, own);
Object.setPrototypeOf(own, self);
console.log(attempt(() => self.x)); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => { self.x = 1; })); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => Object.keys(self))); // expect: RangeError: Maximum call stack size exceeded
const loops = new Proxy({}, { getPrototypeOf: () => loops });
console.log(attempt(() => loops instanceof Object)); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => Object.prototype.isPrototypeOf.call({}, loops))); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => { for (const key in loops); })); // expect: RangeError: Maximum call stack size exceeded
const again = new Proxy({}, { get: (target, key, receiver) => receiver[key], has: (target, key) => key in again });
console.log(attempt(() => again.x)); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => "x" in again)); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => { with (again) return x; })); // expect: RangeError: Maximum call stack size exceeded
const ring = [];
Object.setPrototypeOf(ring, new Proxy(ring, {}));
console.log(attempt(() => ring.x)); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => ring instanceof Object)); // expect: RangeError: Maximum call stack size exceeded
console.log(attempt(() => Object.prototype.__lookupGetter__.call(ring, "x"))); // expect: RangeError: Maximum call stack size exceeded
// A chain of ordinary objects with a proxy at its end.
let object = long;
for (let count = 0; count < 1000; count++) object = Object.create(object);
console.log(attempt(() => object.x)); // expect: RangeError: Maximum call stack size exceeded
console.log("still here"); // expect: still here
