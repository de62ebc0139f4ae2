// configurations: default tiny
// flags: --expose-gc
function round() {
  for (let i = 0; i < 1500; i++) {
    if (new Function('a', 'return a + ' + i)(1) !== i + 1) throw new Error('wrong');
    if ((0, eval)('(function () { return ' + i + '; })')() !== i) throw new Error('wrong');
    if (eval('let x' + i + ' = ' + i + '; x' + i) !== i) throw new Error('wrong');
  }
  gc();
  return process.memoryUsage();
}
for (let i = 0; i < 2; i++) round();
const before = round();
let after;
for (let i = 0; i < 3; i++) after = round();
console.log(after.heapUsed - before.heapUsed < 100000, after.external - before.external < 100000); // expect: true true
console.log(after.rss - before.rss < 4e6); // expect: true
