// configurations: default tiny
const fs = require('fs');
const path = require('path');

const folder = path.join(require('os').tmpdir(), `heapdump-${process.pid}`);
fs.mkdirSync(folder);
process.chdir(folder);
require('heapdump');
globalThis.kept = new (class Kept {})();

function dumps() {
  return fs.readdirSync('.').filter((name) => name.startsWith('heapdump-') && name.endsWith('.heapsnapshot'));
}

// Nothing but this loop runs, and each signal is served within it.
const end = Date.now() + 60000;
for (let asked = 1; asked <= 5; asked++) {
  process.kill(process.pid, 'SIGUSR2');
  while (dumps().length < asked && Date.now() < end) {
    for (let i = 0; i < 20000; i++);
  }
}
const all = dumps();
console.log(all.length); // expect: 5
const text = fs.readFileSync(all[4], 'utf8');
console.log(text.includes('\n"Kept",'), text.trimEnd().endsWith('"]}')); // expect: true true

// One more while the event loop waits.
setTimeout(() => process.kill(process.pid, 'SIGUSR2'), 1);
const waiting = setInterval(() => {
  if (dumps().length < 6 && Date.now() < end) return;
  clearInterval(waiting);
  console.log(dumps().length); // expect: 6
  process.chdir('..');
  fs.rmSync(folder, { recursive: true });
}, 5);
