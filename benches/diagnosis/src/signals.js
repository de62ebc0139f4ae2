// 50 MB that live, and a loop that never yields until a file tells it to end.
require('heapdump');
const fs = require('fs');
globalThis.live = [];
while (process.memoryUsage().heapUsed < 50e6) {
  for (let i = 0; i < 1000; i++) live.push({ i, text: `text ${live.length}` });
}
fs.writeFileSync('ready', String(process.memoryUsage().heapUsed));
let turns = 0;
for (; !fs.existsSync('end'); turns++) {
  let sum = 0;
  for (let i = 0; i < 100_000; i++) sum += i % 7;
}
console.log(turns);
