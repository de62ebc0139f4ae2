function* g() {}
const GeneratorFunction = Object.getPrototypeOf(g).constructor;
const GeneratorPrototype = Object.getPrototypeOf(g).prototype;
console.log(g, g(), Object.prototype.toString.call(g), Object.prototype.toString.call(g()));
console.log(Object.getOwnPropertyNames(g).join(), Object.getOwnPropertyNames(g.prototype).length, g().constructor === Object.getPrototypeOf(g));
console.log(Object.getPrototypeOf(g.prototype) === GeneratorPrototype, Object.getPrototypeOf(g()) === g.prototype);
console.log(Object.getPrototypeOf(GeneratorFunction) === Function, GeneratorFunction.name, GeneratorFunction.length);
console.log(Object.getPrototypeOf(Object.getPrototypeOf(GeneratorPrototype)) === Object.prototype);
console.log(Object.getOwnPropertyDescriptor(g, 'prototype').writable, Object.getOwnPropertyDescriptor(g, 'prototype').enumerable);
console.log(Reflect.ownKeys(GeneratorPrototype).map(String).join());
try { new g(); } catch (e) { console.log(e.message); }
console.log(g() instanceof g, [...GeneratorFunction('a', 'yield a; yield* [1, 2]')('x')].join());
g.prototype = null;
console.log(Object.getPrototypeOf(g()) === GeneratorPrototype);
const other = { tag: 1 };
g.prototype = other;
console.log(Object.getPrototypeOf(g()) === other);
for (const name of ['next', 'return', 'throw']) {
  try { GeneratorPrototype[name].call({}); } catch (e) { console.log(e.message); }
}
class K { *m() { yield this.v; } static *s() { yield super.toString === Object.toString; } *#p() { yield 'private'; } q() { return [...this.#p()]; } v = 3; }
console.log([...new K().m()], [...K.s()], new K().q());
// expect: [GeneratorFunction: g] Object [Generator] {} [object GeneratorFunction] [object Generator]
// expect: length,name,prototype 0 true
// expect: true true
// expect: true GeneratorFunction 1
// expect: true
// expect: true false
// expect: constructor,next,return,throw,Symbol(Symbol.toStringTag)
// expect: g is not a constructor
// expect: true x,1,2
// expect: true
// expect: true
// expect: Method [Generator].prototype.next called on incompatible receiver #<Object>
// expect: Method [Generator].prototype.return called on incompatible receiver #<Object>
// expect: Method [Generator].prototype.throw called on incompatible receiver #<Object>
// expect: [ 3 ] [ true ] [ 'private' ]
