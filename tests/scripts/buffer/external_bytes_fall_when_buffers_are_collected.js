// flags: --expose-gc
const before = process.memoryUsage().external;
let buffers = [];
for (let i = 0; i < 20; i++) buffers.push(new ArrayBuffer(1 << 20));
const during = process.memoryUsage().external;
console.log(during - before >= 20 << 20); // expect: true
buffers = null;
gc();
console.log(process.memoryUsage().external - before < 1 << 20); // expect: true
