function* g() { yield 1; yield 2; }
const GeneratorPrototype = Object.getPrototypeOf(g).prototype;
const IteratorPrototype = Object.getPrototypeOf(GeneratorPrototype);
const all = () => { const seen = []; for (const x of g()) seen.push(x); const [a] = g(); return [seen.join(), [...(function* () { yield* g(); })()].join(), a, [...g()].join()].join(' '); };
console.log(all(), all());
const { next } = GeneratorPrototype;
GeneratorPrototype.next = function (v) { const r = next.call(this, v); return r.done ? r : { value: r.value * 10, done: false }; };
console.log(all());
GeneratorPrototype.next = next;
console.log(all());
g.prototype.next = () => ({ done: true });
console.log(all());
delete g.prototype.next;
console.log(all());
const iterator = IteratorPrototype[Symbol.iterator];
Object.defineProperty(IteratorPrototype, Symbol.iterator, { value() { return ['changed'][Symbol.iterator](); }, configurable: true, writable: true });
console.log(all());
Object.defineProperty(IteratorPrototype, Symbol.iterator, { value: iterator });
console.log(all());
const own = g();
own[Symbol.iterator] = function* () { yield 'own'; };
console.log([...own].join(), (() => { for (const x of own) return x; })());
Object.setPrototypeOf(g.prototype, { [Symbol.iterator]() { return [7][Symbol.iterator](); } });
console.log(all());
// expect: 1,2 1,2 1 1,2 1,2 1,2 1 1,2
// expect: 10,20 100,200 10 10,20
// expect: 1,2 1,2 1 1,2
// expect:    
// expect: 1,2 1,2 1 1,2
// expect: changed changed changed changed
// expect: 1,2 1,2 1 1,2
// expect: own own
// expect: 7 7 7 7
