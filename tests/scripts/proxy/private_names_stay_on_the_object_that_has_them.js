const log = [];
const handler = new Proxy({}, { get(_, trap) { log.push(trap); return undefined; } });
class Secret {
  #field = 1;
  #method() { return 2; }
  get #both() { return 3; }
  static read(object) { return object.#field; }
  static write(object) { object.#field = 4; }
  static call(object) { return object.#method(); }
  static get(object) { return object.#both; }
  static has(object) { return #field in object; }
}
const secret = new Secret();
const proxy = new Proxy(secret, handler);
for (const use of [Secret.read, Secret.write, Secret.call, Secret.get]) {
  try { use(proxy); } catch (error) { console.log(error.message); }
// expect: Cannot read private member #field from an object whose class did not declare it
// expect: Cannot write private member #field to an object whose class did not declare it
// expect: Receiver must be an instance of class Secret
// expect: Receiver must be an instance of class Secret
}
console.log(Secret.has(secret), Secret.has(proxy), log.length); // expect: true false 0
// A base constructor that returns the proxy lets the class put its private names on it.
class Returns { constructor(object) { return object; } }
class Stamp extends Returns {
  #stamp = "stamped";
  #mark() { return "marked"; }
  get #it() { return this.#stamp + "!"; }
  set #it(value) { this.#stamp = value; }
  static read(object) { return `${object.#stamp} ${object.#mark()} ${object.#it}`; }
  static write(object, value) { object.#it = value; object.#stamp += "?"; return object.#stamp; }
  static has(object) { return #stamp in object && #mark in object; }
}
new Stamp(proxy);
console.log(Stamp.read(proxy), Stamp.write(proxy, "new"), Stamp.has(proxy), Stamp.has(secret), log.length); // expect: stamped marked stamped! new? true false 0
try { new Stamp(proxy); } catch (error) { console.log(error.message); } // expect: Cannot initialize private methods of class Stamp twice on the same object
const { proxy: gone, revoke } = Proxy.revocable({}, handler);
new Stamp(gone);
revoke();
console.log(Stamp.read(gone), Stamp.has(gone)); // expect: stamped marked stamped! true
// Public fields are defined on the proxy.
const defined = [];
class Fields extends Returns { a = 1; ["b"] = 2; }
new Fields(new Proxy({}, { defineProperty(target, key, descriptor) { defined.push(`${key} ${JSON.stringify(descriptor)}`); return true; } }));
console.log(defined.join()); // expect: a {"value":1,"writable":true,"enumerable":true,"configurable":true},b {"value":2,"writable":true,"enumerable":true,"configurable":true}
try { new Fields(new Proxy({}, { defineProperty: () => false })); } catch (error) { console.log(error.message); }
// expect: 'defineProperty' on proxy: trap returned falsish for property 'a'
for (let index = 0; index < 20; index++) new (class extends Returns { #own = index; static of(object) { return object.#own; } })(proxy);
console.log(Reflect.ownKeys(secret).length); // expect: 0
