// Every trap: what it is called with, and what its result means.
const log = [];
const show = value => typeof value === "symbol" ? String(value) : typeof value === "function" ? "f" : JSON.stringify(value);
const handler = new Proxy({}, {
  get(_, name) {
    return function (target, ...rest) {
      log.push(`${name}(${rest.map(part => part === proxy ? "proxy" : part === base ? "base" : show(part)).join()})`);
      if (this !== handler || target !== base) log.push("wrong receiver or target");
      return Reflect[name](target, ...rest);
    };
  },
});
const base = function () { "use strict"; return new.target ? this : arguments.length; };
const proxy = new Proxy(base, handler);
const told = value => `${show(value)} ${log.splice(0).join(" ")}`;
console.log(told(proxy.a)); // expect: undefined get("a",proxy)
console.log(told(proxy[1])); // expect: undefined get("1",proxy)
console.log(told(proxy["2"])); // expect: undefined get("2",proxy)
console.log(told(proxy[Symbol.iterator])); // expect: undefined get(Symbol(Symbol.iterator),proxy)
console.log(told(proxy.a = 5)); // expect: 5 set("a",5,proxy) getOwnPropertyDescriptor("a") defineProperty("a",{"value":5,"writable":true,"enumerable":true,"configurable":true})
console.log(told(proxy[7] = 6)); // expect: 6 set("7",6,proxy) getOwnPropertyDescriptor("7") defineProperty("7",{"value":6,"writable":true,"enumerable":true,"configurable":true})
console.log(told("a" in proxy)); // expect: true has("a")
console.log(told(7 in proxy)); // expect: true has("7")
console.log(told(delete proxy.a)); // expect: true deleteProperty("a")
console.log(told(delete proxy[7])); // expect: true deleteProperty("7")
console.log(told(proxy(1, 2))); // expect: 2 apply(,[1,2])
console.log(told(proxy.call(3, 4))); // expect: 1 get("call",proxy) apply(3,[4])
console.log(told(new proxy(1) instanceof base)); // expect: true construct([1],proxy) get("prototype",proxy)
console.log(told(Object.defineProperty(proxy, "d", { value: 1, configurable: true }) === proxy)); // expect: true defineProperty("d",{"value":1,"configurable":true})
console.log(told(Object.getOwnPropertyDescriptor(proxy, "d"))); // expect: {"value":1,"writable":false,"enumerable":false,"configurable":true} getOwnPropertyDescriptor("d")
console.log(told(Object.getPrototypeOf(proxy) === Function.prototype)); // expect: true getPrototypeOf()
console.log(told(Object.setPrototypeOf(proxy, Function.prototype) === proxy)); // expect: true setPrototypeOf(f)
console.log(told(Object.isExtensible(proxy))); // expect: true isExtensible()
console.log(told(Object.preventExtensions(proxy) === proxy)); // expect: true preventExtensions()
console.log(told(Reflect.ownKeys(proxy))); // expect: ["length","name","prototype","d"] ownKeys()
console.log(told(Reflect.get(proxy, "x", 1))); // expect: undefined get("x",1)
console.log(told(Reflect.set(proxy, "x", 2, 1))); // expect: false set("x",2,1)
console.log(told(proxy instanceof Function)); // expect: true getPrototypeOf()
console.log(told(({}) instanceof proxy)); // expect: false get(Symbol(Symbol.hasInstance),proxy) get("prototype",proxy)
console.log(told(typeof proxy)); // expect: "function" 
