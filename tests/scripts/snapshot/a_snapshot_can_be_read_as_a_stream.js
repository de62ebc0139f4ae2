// As node's `v8.getHeapSnapshot()`: pieces of text that can be piped, iterated, read, or heard.
// configurations: default tiny
const v8 = require('v8');
class Planted {}
globalThis.kept = Array.from({ length: 123 }, () => new Planted());
const check = (how, chunks) => {
  const snapshot = JSON.parse(Buffer.concat(chunks).toString());
  const { nodes, strings } = snapshot;
  let count = 0;
  for (let i = 0; i < nodes.length; i += 7) if (nodes[i] === 3 && strings[nodes[i + 1]] === 'Planted') count++;
  console.log(how, count, chunks.length > 1, snapshot.snapshot.node_count * 7 === nodes.length);
};
async function main() {
  const iterated = [];
  for await (const chunk of v8.getHeapSnapshot()) iterated.push(chunk);
  check('iterated', iterated); // expect: iterated 123 true true
  const heard = [];
  const stream = v8.getHeapSnapshot({ exposeInternals: true });
  console.log(stream.constructor.name, stream.readable, stream.readableFlowing); // expect: HeapSnapshotStream true null
  stream.on('data', (chunk) => heard.push(chunk));
  const closed = new Promise((done) => stream.on('close', done));
  await new Promise((done) => stream.on('end', done));
  check('heard', heard); // expect: heard 123 true true
  await closed;
  console.log(stream.destroyed, stream.readableEnded); // expect: true true
  const piped = [];
  await new Promise((done) => {
    const target = { write: (chunk) => piped.push(chunk), end: done, emit() {} };
    console.log(v8.getHeapSnapshot().pipe(target) === target); // expect: true
  });
  check('piped', piped); // expect: piped 123 true true
  const read = [];
  const paused = v8.getHeapSnapshot();
  paused.on('readable', () => { for (let chunk; (chunk = paused.read()) !== null;) read.push(chunk); });
  await new Promise((done) => paused.on('end', done));
  check('read', read); // expect: read 123 true true
  // Who stops reading lets go of it.
  for await (const chunk of v8.getHeapSnapshot()) { console.log(chunk[0] === 123); break; } // expect: true
  const text = v8.getHeapSnapshot();
  text.setEncoding('utf8');
  for await (const chunk of text) { console.log(typeof chunk, chunk.slice(0, 12)); break; } // expect: string {"snapshot":
  try { v8.getHeapSnapshot({ exposeInternals: 1 }); } catch (error) { console.log(error.code); } // expect: ERR_INVALID_ARG_TYPE
}
main();
