// flags: --expose-gc
function* g(o) { let mine = [o]; yield 1; yield mine; }
let dead, alive, gone, held;
function make() {
  const a = {}, b = {};
  dead = new WeakRef(a);
  alive = new WeakRef(b);
  const first = g(a);
  first.next();
  gone = new WeakRef(first);
  held = g(b);
  held.next();
}
make();
function* drops() { let big = {}; dropped = new WeakRef(big); yield 1; big = null; yield 2; yield 3; }
let dropped;
const it = drops();
it.next();
let finished;
function* ends() { const big = {}; finished = new WeakRef(big); yield 1; }
const end = ends();
end.next(); end.next();
setTimeout(() => {
  gc();
  console.log(dead.deref(), gone.deref(), alive.deref());
  console.log(dropped.deref(), finished.deref());
  it.next();
  setTimeout(() => { gc(); console.log(dropped.deref(), held.next().value.length); }, 0);
}, 0);
// expect: undefined undefined {}
// expect: {} undefined
// expect: undefined 1
