// flags: --expose-gc
let reference;
function check(a) {
  reference = new WeakRef(a);
  a = null;
  return arguments;
}
let kept = check({});
setTimeout(() => {
  gc();
  console.log(reference.deref(), kept.length, kept[0]); // expect: undefined 1 null
}, 0);
