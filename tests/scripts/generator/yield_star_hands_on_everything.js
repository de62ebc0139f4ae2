const log = [];
function* inner() {
  try { const got = yield 'a'; log.push('got ' + got); yield 'b'; } catch (e) { log.push('caught ' + e); yield 'c'; } finally { log.push('inner done'); }
  return 'result';
}
function* outer() { const r = yield* inner(); log.push('inner gave ' + r); return r + '!'; }
let it = outer();
console.log(it.next('x'), it.next('y'), it.next(), it.next(), log.splice(0));
it = outer();
console.log(it.next(), it.throw('boom'), it.next(), log.splice(0));
it = outer();
console.log(it.next(), it.return('left'), it.next(), log.splice(0));
const odd = { [Symbol.iterator]() { return this; }, next(v) { return { value: v, done: false, extra: true }; } };
function* through() { yield* odd; }
it = through();
console.log(it.next(1), it.next(2));
try { it.throw('no throw method'); } catch (e) { console.log(e.message); }
it = through();
it.next();
console.log(it.return('no return method'), it.next());
console.log([...(function* () { yield* 'xy'; yield* [1, 2]; yield* new Set([3]); })()]);
for (const bad of [5, undefined, {}, { [Symbol.iterator]: () => 1 }, { [Symbol.iterator]: () => ({ next: () => 1 }) }]) {
  try { [...(function* () { yield* bad; })()]; } catch (e) { console.log(e.message); }
}
function* deep(n) { if (n > 0) { yield n; yield* deep(n - 1); } }
console.log([...deep(200)].length);
let reads = 0;
const counted = { [Symbol.iterator]: () => ({ get next() { reads++; return () => ({ done: true, value: 'v' }); } }) };
console.log((function* () { return yield* counted; })().next(), reads);
// expect: { value: 'a', done: false } { value: 'b', done: false } { value: 'result!', done: true } { value: undefined, done: true } [ 'got y', 'inner done', 'inner gave result' ]
// expect: { value: 'a', done: false } { value: 'c', done: false } { value: 'result!', done: true } [ 'caught boom', 'inner done', 'inner gave result' ]
// expect: { value: 'a', done: false } { value: 'left', done: true } { value: undefined, done: true } [ 'inner done' ]
// expect: { value: undefined, done: false, extra: true } { value: 2, done: false, extra: true }
// expect: The iterator does not provide a 'throw' method.
// expect: { value: 'no return method', done: true } { value: undefined, done: true }
// expect: [ 'x', 'y', 1, 2, 3 ]
// expect: number 5 is not iterable (cannot read property Symbol(Symbol.iterator))
// expect: undefined is not iterable (cannot read property Symbol(Symbol.iterator))
// expect: object is not iterable (cannot read property Symbol(Symbol.iterator))
// expect: Result of the Symbol.iterator method is not an object
// expect: Iterator result 1 is not an object
// expect: 200
// expect: { value: 'v', done: true } 1
