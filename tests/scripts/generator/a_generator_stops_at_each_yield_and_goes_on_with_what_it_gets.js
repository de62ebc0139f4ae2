function* g(a, b = 2, ...rest) {
  const got = 1 + (yield [a, b, rest, arguments.length]);
  const again = yield got * 2;
  return again;
}
const it = g(1, undefined, 3, 4);
console.log(it.next('lost'));
console.log(it.next(20));
console.log(it.next('end'));
console.log(it.next());
console.log(it.return(5));
try { it.throw(new Error('after the end')); } catch (e) { console.log(e.message); }
const early = g();
console.log(early.return(3), early.next());
const broken = g();
try { broken.throw(new RangeError('at the start')); } catch (e) { console.log(e.name, broken.next()); }
function* throws(a = missing()) {}
function missing() { throw new Error('parameters are bound at the call'); }
try { throws(); } catch (e) { console.log(e.message); }
let running;
function* again() { running.next(); }
running = again();
try { running.next(); } catch (e) { console.log(e.message); }
console.log(running.next());
// expect: { value: [ 1, 2, [ 3, 4 ], 4 ], done: false }
// expect: { value: 42, done: false }
// expect: { value: 'end', done: true }
// expect: { value: undefined, done: true }
// expect: { value: 5, done: true }
// expect: after the end
// expect: { value: 3, done: true } { value: undefined, done: true }
// expect: RangeError { value: undefined, done: true }
// expect: parameters are bound at the call
// expect: Generator is already running
// expect: { value: undefined, done: true }
