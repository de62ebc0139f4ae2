// flags: --expose-gc
// V8's rule: closures of one scope share a context with exactly the variables that some closure of it captures.
let reference, other;
function make() {
  const captured = { kept: true }, uncaptured = { gone: true };
  reference = new WeakRef(captured); other = new WeakRef(uncaptured);
  return [() => captured, () => 1];
}
let [, sibling] = make();
setTimeout(() => {
  gc();
  console.log('a sibling keeps', reference.deref() !== undefined, 'uncaptured is kept', other.deref() !== undefined);
  // expect: a sibling keeps true uncaptured is kept false
  console.log(sibling()); // expect: 1
  sibling = null;
  setTimeout(() => {
    gc();
    console.log('after the sibling is gone', reference.deref() === undefined); // expect: after the sibling is gone true
  }, 0);
}, 0);
