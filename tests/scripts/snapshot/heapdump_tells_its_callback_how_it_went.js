const fs = require('fs');
const path = require('path');
const heapdump = require('heapdump');

const file = path.join(require('os').tmpdir(), `heapdump-${process.pid}.heapsnapshot`);
const bad = path.join(file, 'in', 'it');

function told(error, name) {
  console.log(error?.code, name === file, fs.existsSync(file));
}
console.log(heapdump.writeSnapshot(file, told)); // expect: true
console.log(heapdump.writeSnapshot(bad, told)); // expect: false

// Without a callback a failure is a warning.
process.on('warning', (warning) => console.log(warning.code, warning.syscall));
console.log(heapdump.writeSnapshot(bad)); // expect: false
setTimeout(() => fs.rmSync(file));

// expect: undefined true true
// expect: ENOTDIR false true
// expect: ENOTDIR open
// expect stderr: ENOTDIR: not a directory, open
