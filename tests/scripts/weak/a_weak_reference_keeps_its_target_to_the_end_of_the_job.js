// flags: --expose-gc
let target = { name: "target" };
const reference = new WeakRef(target);
target = null;
gc();
console.log(reference.deref().name); // expect: target
try {
  new WeakRef(Symbol.for("registered"));
} catch (error) {
  console.log(error.message); // expect: WeakRef: invalid target
}
