// configurations: default tiny
const fs = require('fs');
const path = require('path');
const v8 = require('v8');
const file = path.join(require('os').tmpdir(), `proxies-${process.pid}.heapsnapshot`);
class Target {}
class Handler {}
const { proxy, revoke } = Proxy.revocable(new Target(), new Handler());
revoke();
globalThis.kept = { whole: new Proxy(new Target(), new Handler()), revoked: proxy };
v8.writeHeapSnapshot(file);
const { snapshot: { meta }, nodes, edges, strings } = JSON.parse(fs.readFileSync(file, 'utf8'));
fs.unlinkSync(file);
const width = meta.node_fields.length;
const named = node => `${meta.node_types[0][nodes[node]]} ${strings[nodes[node + 1]]}`;
const found = [];
let edge = 0;
for (let node = 0; node < nodes.length; node += width) {
  const last = edge + nodes[node + meta.node_fields.indexOf('edge_count')] * 3;
  if (named(node) === 'object Proxy') {
    const told = [];
    for (let at = edge; at < last; at += 3) {
      const kind = meta.edge_types[0][edges[at]], name = strings[edges[at + 1]];
      if (name === 'target' || name === 'handler') told.push(`${kind} ${name}: ${named(edges[at + 2])}`);
    }
    found.push(told.join(', ') || 'nothing');
  }
  edge = last;
}
console.log(found.sort().join('; '));
// expect: internal target: object Target, internal handler: object Handler; nothing
