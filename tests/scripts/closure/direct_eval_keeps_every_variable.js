// flags: --expose-gc
let plain, evaluated;
function without() { const big = {}; plain = new WeakRef(big); return () => 1; }
function withEval() { const big = { name: 'big' }; evaluated = new WeakRef(big); return text => eval(text); }
const first = without(), second = withEval();
setTimeout(() => {
  gc();
  console.log(plain.deref() === undefined, evaluated.deref() !== undefined); // expect: true true
  console.log(first(), second('big.name')); // expect: 1 big
}, 0);
