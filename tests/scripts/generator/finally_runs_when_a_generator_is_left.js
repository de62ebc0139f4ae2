const log = [];
function* g() {
  try {
    try { yield 1; } finally { log.push('inner'); yield 2; log.push('inner after'); }
  } catch (e) {
    log.push('caught ' + e);
  } finally {
    log.push('outer');
  }
  return 'end';
}
let it = g();
console.log(it.next(), it.return('r'), it.next(), it.next(), log.splice(0));
it = g();
console.log(it.next(), it.throw('t'), it.next(), log.splice(0));
it = g();
console.log(it.next(), it.return('r'), it.throw('while leaving'), log.splice(0));
it = g();
console.log(it.next(), it.return('first'), it.return('second'), log.splice(0));
function* overrides() { try { yield 1; } finally { return 'mine'; } }
it = overrides();
console.log(it.next(), it.return('theirs'));
function* breaks() { for (;;) { try { yield 1; } finally { break; } } return 'broke out'; }
it = breaks();
console.log(it.next(), it.return('x'), it.next());
function* source() { try { yield 1; yield 2; } finally { log.push('closed'); } }
for (const x of source()) { log.push(x); break; }
const [first] = source();
log.push(first);
try { for (const x of source()) throw 'out'; } catch (e) { log.push(e); }
label: for (const a of source()) for (const b of source()) { log.push(a + b); continue label; }
console.log(log.splice(0));
function* loop() { for (const x of source()) yield x * 10; }
it = loop();
console.log(it.next(), it.return('q'), log.splice(0));
function* pattern() { const [a, b = yield 'default'] = source(); return [a, b]; }
console.log([...pattern()], log.splice(0));
function* patternLeft() { const [a, [b] = yield 'left'] = [1]; }
it = patternLeft();
console.log(it.next(), it.return('v'), it.next());
for (const rest of [it => [...it], it => { for (const x of it) log.push(x); return log.splice(0); }, it => { const [a] = it; return a; }, it => [...(function* () { log.push(yield* it); })(), log.splice(0)]]) {
  it = (function* () { try { yield 1; } finally { yield 2; } return 'never'; })();
  console.log(it.next(), it.return(9), rest(it), it.next());
}
// expect: { value: 1, done: false } { value: 2, done: false } { value: 'r', done: true } { value: undefined, done: true } [ 'inner', 'inner after', 'outer' ]
// expect: { value: 1, done: false } { value: 2, done: false } { value: 'end', done: true } [ 'inner', 'inner after', 'caught t', 'outer' ]
// expect: { value: 1, done: false } { value: 2, done: false } { value: 'end', done: true } [ 'inner', 'caught while leaving', 'outer' ]
// expect: { value: 1, done: false } { value: 2, done: false } { value: 'second', done: true } [ 'inner', 'outer' ]
// expect: { value: 1, done: false } { value: 'mine', done: true }
// expect: { value: 1, done: false } { value: 'broke out', done: true } { value: undefined, done: true }
// expect: [
// expect:   1,        'closed',
// expect:   'closed', 1,
// expect:   'closed', 'out',
// expect:   2,        'closed',
// expect:   3,        'closed',
// expect:   'closed'
// expect: ]
// expect: { value: 10, done: false } { value: 'q', done: true } [ 'closed' ]
// expect: [] [ 'closed' ]
// expect: { value: 'left', done: false } { value: 'v', done: true } { value: undefined, done: true }
// expect: { value: 1, done: false } { value: 2, done: false } [] { value: undefined, done: true }
// expect: { value: 1, done: false } { value: 2, done: false } [] { value: undefined, done: true }
// expect: { value: 1, done: false } { value: 2, done: false } undefined { value: undefined, done: true }
// expect: { value: 1, done: false } { value: 2, done: false } [ [ 9 ] ] { value: undefined, done: true }
