// timeline.mjs FILE ENGINE WORDS…: runs a program under the inspector, calls its `work` while a timeline with stacks is
// recorded, and writes the snapshot that ends it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';

const [file, engine, ...words] = process.argv.slice(2);
const child = spawn(engine, ['--inspect=0', ...words], { stdio: ['ignore', 'ignore', 'pipe'] });
const url = await new Promise((done) => {
  let text = '';
  child.stderr.on('data', (data) => {
    text += data;
    const found = /ws:\/\/\S+/.exec(text);
    if (found) done(found[0]);
  });
});
const socket = new WebSocket(url);
await new Promise((done) => { socket.onopen = done; });
const [waiting, chunks] = [new Map(), []];
socket.onmessage = ({ data }) => {
  const message = JSON.parse(data);
  if (message.id) waiting.get(message.id)(message);
  else if (message.method === 'HeapProfiler.addHeapSnapshotChunk') chunks.push(message.params.chunk);
};
let last = 0;
async function call(method, params = {}) {
  const answer = await new Promise((done) => {
    waiting.set(++last, done);
    socket.send(JSON.stringify({ id: last, method, params }));
  });
  if (answer.error) throw new Error(`${method}: ${answer.error.message}`);
  return answer.result;
}
const evaluate = async (expression) => (await call('Runtime.evaluate', { expression })).result.value;
await call('HeapProfiler.enable');
while (!await evaluate('globalThis.ready === true'));
await call('HeapProfiler.startTrackingHeapObjects', { trackAllocations: true });
await evaluate('work(), 0');
await call('HeapProfiler.stopTrackingHeapObjects', { reportProgress: false });
fs.writeFileSync(file, chunks.join(''));
child.kill('SIGKILL');
console.log('{}');
process.exit(0);
