const revoked = target => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  revoke();
  return proxy;
};
const object = revoked({});
const called = revoked(function () {});
const attempt = operation => {
  try {
    return String(operation());
  } catch (error) {
    return error.message;
  }
};
console.log(attempt(() => object.x)); // expect: Cannot perform 'get' on a proxy that has been revoked
console.log(attempt(() => { object.x = 1; })); // expect: Cannot perform 'set' on a proxy that has been revoked
console.log(attempt(() => "x" in object)); // expect: Cannot perform 'has' on a proxy that has been revoked
console.log(attempt(() => delete object.x)); // expect: Cannot perform 'deleteProperty' on a proxy that has been revoked
console.log(attempt(() => Object.keys(object))); // expect: Cannot perform 'ownKeys' on a proxy that has been revoked
console.log(attempt(() => Object.getPrototypeOf(object))); // expect: Cannot perform 'getPrototypeOf' on a proxy that has been revoked
console.log(attempt(() => Object.setPrototypeOf(object, null))); // expect: Cannot perform 'setPrototypeOf' on a proxy that has been revoked
console.log(attempt(() => Object.isExtensible(object))); // expect: Cannot perform 'isExtensible' on a proxy that has been revoked
console.log(attempt(() => Object.preventExtensions(object))); // expect: Cannot perform 'preventExtensions' on a proxy that has been revoked
console.log(attempt(() => Object.getOwnPropertyDescriptor(object, "x"))); // expect: Cannot perform 'getOwnPropertyDescriptor' on a proxy that has been revoked
console.log(attempt(() => Object.defineProperty(object, "x", {}))); // expect: Cannot perform 'defineProperty' on a proxy that has been revoked
console.log(attempt(() => called())); // expect: Cannot perform 'apply' on a proxy that has been revoked
console.log(attempt(() => new called())); // expect: Cannot perform 'construct' on a proxy that has been revoked
console.log(attempt(() => object())); // expect: object is not a function
console.log(attempt(() => Array.isArray(object))); // expect: Cannot perform 'IsArray' on a proxy that has been revoked
console.log(attempt(() => Array.isArray(new Proxy(object, {})))); // expect: Cannot perform 'IsArray' on a proxy that has been revoked
console.log(attempt(() => Object.prototype.toString.call(object))); // expect: Cannot perform 'Object.prototype.toString' on a proxy that has been revoked
console.log(attempt(() => JSON.stringify({ object }))); // expect: Cannot perform 'get' on a proxy that has been revoked
console.log(attempt(() => [].concat(object))); // expect: Cannot perform 'get' on a proxy that has been revoked
console.log(attempt(() => { for (const key in object); })); // expect: Cannot perform 'ownKeys' on a proxy that has been revoked
console.log(attempt(() => ({ ...object }))); // expect: Cannot perform 'ownKeys' on a proxy that has been revoked
console.log(attempt(() => Reflect.construct(Object, [], called))); // expect: Cannot perform 'get' on a proxy that has been revoked
console.log(attempt(() => Map.prototype.get.call(object, 1))); // expect: Method Map.prototype.get called on incompatible receiver null
console.log(typeof object, typeof called, attempt(() => Function.prototype.toString.call(called))); // expect: object function function () { [native code] }
console.log(new WeakMap([[object, "kept"]]).get(object), new Proxy(object, {}) !== object, object === object); // expect: kept true true
// A trap may revoke its own proxy.
const own = Proxy.revocable({ x: 1 }, { get(target, name) { own.revoke(); return target[name]; } });
console.log(own.proxy.x, attempt(() => own.proxy.x)); // expect: 1 Cannot perform 'get' on a proxy that has been revoked
const handler = Proxy.revocable({}, { get(_, name) { late.revoke(); return undefined; } });
const late = Proxy.revocable({ x: 2 }, handler.proxy);
console.log(late.proxy.x, attempt(() => late.proxy.x)); // expect: 2 Cannot perform 'get' on a proxy that has been revoked
console.log(own.revoke.name === "", own.revoke.length, attempt(() => new own.revoke()), Object.keys(own).join()); // expect: true 0 own.revoke is not a constructor proxy,revoke
