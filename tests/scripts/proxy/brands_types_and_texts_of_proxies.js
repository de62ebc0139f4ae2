const of = (target, handler = {}) => new Proxy(target, handler);
const tag = value => Object.prototype.toString.call(value);
console.log(tag(of([])), tag(of(() => 1)), tag(of({})), tag(of(new Date())), tag(of(/x/)), tag(of(new Error())), tag(of(new Map())));
// expect: [object Array] [object Function] [object Object] [object Object] [object Object] [object Object] [object Map]
console.log(tag(of(of([]))), tag(of(class {})), tag(of({}, { get: () => "Tagged" })), tag(of(function* () {})), tag(of(async () => 1)));
// expect: [object Array] [object Function] [object Tagged] [object GeneratorFunction] [object AsyncFunction]
console.log(typeof of({}), typeof of(() => 1), typeof of(class {}), typeof of(of(() => 1))); // expect: object function function function
console.log(Function.prototype.toString.call(of(() => 1)), Function.prototype.toString.call(of(class A {}))); // expect: function () { [native code] } function () { [native code] }
const attempt = operation => { try { return String(operation()); } catch (error) { return error.message; } };
console.log(attempt(() => Function.prototype.toString.call(of({})))); // expect: Function.prototype.toString requires that 'this' be a Function
console.log(attempt(() => of(new Map()).size)); // expect: Method get Map.prototype.size called on incompatible receiver #<Map>
console.log(attempt(() => of(new Date()).getTime())); // expect: this is not a Date object.
console.log(attempt(() => of(/x/).test("x"))); // expect: Method RegExp.prototype.exec called on incompatible receiver [object RegExp]
console.log(attempt(() => of(Promise.resolve()).then())); // expect: Method Promise.prototype.then called on incompatible receiver #<Promise>
console.log(attempt(() => of(new Uint8Array(2)).length)); // expect: Method get TypedArray.prototype.length called on incompatible receiver [object Uint8Array]
console.log(attempt(() => of(new String("text")).length), attempt(() => of(new String("text")).toString())); // expect: 4 String.prototype.toString requires that 'this' be a String
console.log(attempt(() => Symbol(of({}, { get: (target, key) => key === "toString" ? () => "described" : undefined })).description)); // expect: described
console.log(attempt(() => new Proxy(function named(a, b) {}, {}).name), attempt(() => new Proxy(function (a, b) {}, {}).length)); // expect: named 2
const proxy = of({});
console.log(new Set([proxy]).has(proxy), new WeakSet([proxy]).has(proxy), new Map([[proxy, 1]]).get(proxy), Object.is(proxy, proxy), proxy == proxy);
// expect: true true 1 true true
console.log(new WeakRef(proxy).deref() === proxy, Error.isError ? "" : "", proxy instanceof Object, of([]) instanceof Array); // expect: true  true true
console.log(attempt(() => Error.captureStackTrace(proxy))); // expect: invalid_argument
console.log(Object.getOwnPropertyNames(Proxy).join(), "prototype" in Proxy, Proxy.length, Proxy.name, Proxy.revocable.length); // expect: length,name,revocable false 2 Proxy 2
class Kind extends Proxy.revocable(class { constructor() { this.made = new.target.name; } }, {}).proxy {}
console.log(new Kind().made); // expect: Kind
try { class X extends Proxy {} ; console.log("made"); } catch (error) { console.log(error.message); } // expect: Class extends value does not have valid prototype property undefined
Promise.resolve(of(Promise.resolve(1))).then(() => console.log("then of a proxy"), error => console.log(error.message));
// expect: Method Promise.prototype.then called on incompatible receiver #<Promise>
Promise.resolve(of({ then(resolve) { resolve("thenable"); } })).then(value => console.log(value)); // expect: thenable
