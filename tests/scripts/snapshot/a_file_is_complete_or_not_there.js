const fs = require('fs');
const path = require('path');
const v8 = require('v8');

const folder = path.join(require('os').tmpdir(), `snapshot-${process.pid}`);
fs.mkdirSync(folder);
const file = path.join(folder, 'a.heapsnapshot');
globalThis.kept = new (class Kept {})();
console.log(v8.writeHeapSnapshot(file) === file); // expect: true
const text = fs.readFileSync(file, 'utf8');
console.log(text.startsWith('{"snapshot":{"meta":{"node_fields":["type","name"'), text.trimEnd().endsWith('"]}')); // expect: true true
console.log(text.includes('\n"Kept",'), text.includes('"(GC roots)"')); // expect: true true

// A path that cannot be, and one in the way.
for (const bad of [path.join(folder, 'no', 'b'), folder, '']) {
  try {
    v8.writeHeapSnapshot(bad);
  } catch (error) {
    console.log(error.name, error.code, error.syscall, error.path === bad || bad === '');
  }
}
// expect: Error ENOENT open true
// expect: Error EISDIR open true
// expect: Error ENOENT open true

// A full disk: what was there before is there still, and nothing else.
try {
  v8.writeHeapSnapshot('/dev/full');
} catch (error) {
  console.log(error.message); // expect: ENOSPC: no space left on device, write '/dev/full'
}
console.log(fs.readdirSync(folder)); // expect: [ 'a.heapsnapshot' ]
console.log(kept.constructor.name); // expect: Kept
fs.rmSync(folder, { recursive: true });
