// configurations: default tiny
// flags: --expose-gc
function round() {
  for (let i = 0; i < 20000; i++) {
    const object = {};
    object['a' + i] = 1;
    object['b' + i] = 2;
  }
  gc();
  return process.memoryUsage();
}
for (let i = 0; i < 3; i++) round();
const before = round();
let after;
for (let i = 0; i < 8; i++) after = round();
console.log(after.heapUsed - before.heapUsed < 200000, after.rss - before.rss < 4e6); // expect: true true
