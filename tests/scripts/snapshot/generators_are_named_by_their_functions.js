// configurations: default tiny
const fs = require('fs');
const path = require('path');
const v8 = require('v8');
const file = path.join(require('os').tmpdir(), `generators-${process.pid}.heapsnapshot`);
function* numbers(local) { yield local; }
async function* strings(local) { yield local; }
globalThis.kept = [numbers({}), numbers({}), strings({})];
kept[0].next();
v8.writeHeapSnapshot(file);
const { snapshot: { meta }, nodes, edges, strings: texts } = JSON.parse(fs.readFileSync(file, 'utf8'));
fs.unlinkSync(file);
const width = meta.node_fields.length, count = { numbers: 0, strings: 0 };
const names = new Set();
let edge = 0;
for (let node = 0; node < nodes.length; node += width) {
  const last = edge + nodes[node + meta.node_fields.indexOf('edge_count')] * 3;
  const name = texts[nodes[node + 1]];
  if (meta.node_types[0][nodes[node]] === 'object' && name in count) {
    count[name]++;
    for (let at = edge; at < last; at += 3) if (meta.edge_types[0][edges[at]] === 'internal') names.add(texts[edges[at + 1]]);
  }
  edge = last;
}
console.log(count.numbers, count.strings, names.has('parameters_and_registers'), names.has('function'));
// expect: 2 1 true true
