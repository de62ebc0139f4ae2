// flags: --expose-gc
const megabyte = 1 << 20;
// What using them for the first time brings along is not theirs.
if (Buffer.alloc(9, 9).every((byte) => byte !== 9)) throw new Error('wrong');
process.memoryUsage();
gc();
const before = process.memoryUsage();
let buffers = [];
for (let i = 0; i < 64; i++) buffers.push(Buffer.alloc(megabyte, i));
const full = process.memoryUsage();
console.log(full.arrayBuffers - before.arrayBuffers >= 64 * megabyte); // expect: true
console.log(full.arrayBuffers - before.arrayBuffers < 65 * megabyte); // expect: true
console.log(full.external - before.external >= 64 * megabyte); // expect: true
console.log(full.rss - before.rss >= 60 * megabyte); // expect: true
console.log(full.heapUsed - before.heapUsed < megabyte); // expect: true
console.log(buffers.every((buffer, index) => buffer[megabyte - 1] === index)); // expect: true
buffers = null;
gc();
const after = process.memoryUsage();
console.log(after.arrayBuffers - before.arrayBuffers < 65536, after.external - before.external < 65536); // expect: true true
console.log(after.rss - before.rss < 16 * megabyte); // expect: true
