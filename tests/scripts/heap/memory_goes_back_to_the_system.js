// configurations: default tiny
// flags: --expose-gc
const megabyte = 1 << 20;
gc();
const before = process.memoryUsage();
let list = null;
while (process.memoryUsage().heapUsed < 200 * megabyte) {
  for (let i = 0; i < 10000; i++) list = { list, text: [i, i] };
}
const full = process.memoryUsage();
console.log(full.rss >= 200 * megabyte); // expect: true
list = null;
gc();
const after = process.memoryUsage();
console.log(after.heapUsed < before.heapUsed + megabyte); // expect: true
console.log(after.rss < before.rss + 40 * megabyte); // expect: true
