// Undefined and null traps are none, and getters see the proxy.
const target = { get self() { return this; }, set self(value) { this.seen = value; }, list: [1] };
const proxy = new Proxy(target, { get: undefined, set: null });
console.log(proxy.self === proxy, proxy.list === target.list); // expect: true true
proxy.self = 3;
console.log(target.seen, Object.keys(proxy).join()); // expect: 3 self,list,seen
console.log(delete proxy.seen, "seen" in target, "self" in proxy); // expect: true false true
const array = new Proxy([], {});
array.push(1, 2);
array[4] = 5;
array.length = 4;
console.log(array.length, JSON.stringify(array), Array.isArray(array)); // expect: 4 [1,2,null,null] true
const deep = new Proxy(new Proxy(new Proxy(() => "called", {}), {}), {});
console.log(deep(), typeof deep, Object.getPrototypeOf(deep) === Function.prototype); // expect: called function true
console.log(Object.isFrozen(Object.freeze(new Proxy({ a: 1 }, {}))), Reflect.ownKeys(new Proxy("ab".split(""), {})).join()); // expect: true 0,1,length
class Point { constructor(x) { this.x = x; } static make() { return new this(9); } get twice() { return 2 * this.x; } }
const Proxied = new Proxy(Point, {});
console.log(new Proxied(4).twice, Proxied.make().x, new Proxied(1) instanceof Proxied, Proxied.name, Proxied.length); // expect: 8 9 true Point 1
