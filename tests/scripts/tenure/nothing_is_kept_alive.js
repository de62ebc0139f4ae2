// flags: --expose-gc
const { where, Drawing } = require('tenure');
const drawing = new Drawing();
let reference;
(() => {
  const object = drawing.name('quux', { a: 1 });
  where(object);
  reference = new WeakRef(object);
})();
setTimeout(() => {
  gc();
  gc();
  console.log(reference.deref()); // expect: undefined
  console.log(drawing.scavenge().includes('quux')); // expect: false
}, 0);
