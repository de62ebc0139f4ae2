// flags: --expose-gc
let kept, lost;
async function f(mine, promise) { await promise; return mine; }
function make() {
  const a = {}, b = {};
  kept = new WeakRef(a);
  lost = new WeakRef(b);
  f(b, new Promise(() => {}));
  return [f(a, held)];
}
let release;
const held = new Promise(r => { release = r; });
const results = make();
setTimeout(() => {
  gc();
  console.log(kept.deref(), lost.deref());
  release();
  results[0].then(v => console.log(v));
}, 0);
// expect: {} undefined
// expect: {}
