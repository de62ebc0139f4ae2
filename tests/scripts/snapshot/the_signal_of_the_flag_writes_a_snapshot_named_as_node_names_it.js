// flags: --heapsnapshot-signal=SIGUSR2
// configurations: default tiny
const fs = require('fs');
const path = require('path');

const folder = path.join(require('os').tmpdir(), `heapsnapshot-${process.pid}`);
fs.mkdirSync(folder);
process.chdir(folder);
const end = Date.now() + 60000;
process.kill(process.pid, 'SIGUSR2');
let names = [];
while (names.length < 1 && Date.now() < end) {
  for (let i = 0; i < 20000; i++);
  names = fs.readdirSync('.').filter((name) => name.startsWith('Heap.'));
}
const parts = names[0].split('.');
console.log(parts.length, parts[1].length, parts[2].length, Number(parts[3]) === process.pid); // expect: 7 8 6 true
console.log(parts[4], parts[5], parts[6]); // expect: 0 001 heapsnapshot
console.log(require('v8').writeHeapSnapshot().endsWith('.0.002.heapsnapshot')); // expect: true
process.chdir('..');
fs.rmSync(folder, { recursive: true });
