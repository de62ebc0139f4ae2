async function* g() {}
const F = Object.getPrototypeOf(g).constructor, P = Object.getPrototypeOf(g).prototype;
console.log(g, g(), { async *m() {} }.m, Object.prototype.toString.call(g()), Object.prototype.toString.call(g));
console.log(F.name, F.length, Object.getPrototypeOf(F) === Function, Object.getOwnPropertyNames(g).join());
console.log(Reflect.ownKeys(P).map(String).join(), Object.getPrototypeOf(g.prototype) === P, g() instanceof g);
console.log(g()[Symbol.asyncIterator]().constructor === P.constructor, typeof Object.getPrototypeOf(P)[Symbol.asyncIterator]);
try { new g(); } catch (e) { console.log(e.message); }
F('x', 'yield await x')(4).next().then(r => console.log(r));
g.prototype = 1;
console.log(Object.getPrototypeOf(g()) === P);
class K { static async *s() { yield this.name; } async *#p() { yield 'private'; } q() { return this.#p(); } }
K.s().next().then(r => console.log(r.value));
new K().q().next().then(r => console.log(r.value));
// expect: [AsyncGeneratorFunction: g] Object [AsyncGenerator] {} [AsyncGeneratorFunction: m] [object AsyncGenerator] [object AsyncGeneratorFunction]
// expect: AsyncGeneratorFunction 1 true length,name,prototype
// expect: constructor,next,return,throw,Symbol(Symbol.toStringTag) true true
// expect: true function
// expect: g is not a constructor
// expect: true
// expect: K
// expect: private
// expect: { value: 4, done: false }
