// What memlab reads in heap snapshots, as JSON. FOLDER has memlab's packages in its node_modules.
//   memlab.cjs FOLDER analyze FILE CLASS: nodes, their sizes, instances of a class, the path to the largest.
//   memlab.cjs FOLDER trace BASELINE TARGET FINAL CLASS: by the paths that keep them, how many groups of leaked instances there are.
const { createRequire } = require('module');
const path = require('path');
const [folder, wish, ...words] = process.argv.slice(2);
const need = createRequire(path.resolve(folder, 'package.json'));

// It tells of its work on standard output.
const print = console.log;
const { write } = process.stdout;
process.stdout.write = () => true;
console.log = () => {};

async function analyze(file, name) {
  const { getFullHeapFromFile } = need('@memlab/heap-analysis');
  const snapshot = await getFullHeapFromFile(file);
  const told = { nodes: 0, size: 0, planted: 0, path: [] };
  let largest = null;
  snapshot.nodes.forEach((node) => {
    told.nodes++;
    told.size += node.self_size;
    if (node.type === 'object' && node.name === name) {
      told.planted++;
      if (!(largest?.retainedSize >= node.retainedSize)) largest = node;
    }
  });
  for (let node = largest; node?.pathEdge; node = node.pathEdge.fromNode) told.path.push(node.pathEdge.name_or_index);
  told.path.reverse();
  return told;
}

async function trace(baseline, target, final, name) {
  const { findLeaksBySnapshotFilePaths } = need('@memlab/api');
  need('@memlab/core').config.externalLeakFilter = { leakFilter: (node) => node.name === name };
  const told = {};
  for (const leak of await findLeaksBySnapshotFilePaths(baseline, target, final)) {
    // Keys are the steps of a path: `3:   --planted (property)--->  [Array](object) @1 …`.
    const steps = Object.keys(leak).map((key) => /--(\S+) \((\w+)\)--->\s+\[(.*?)\]\(/.exec(key)).filter(Boolean);
    // The first leads to a group of roots, the second from there.
    const named = steps.slice(2).map(([, edge, type, to]) => `${type === 'element' ? '[]' : edge}: ${to}`);
    const shown = named.join(' > ');
    told[shown] = (told[shown] ?? 0) + 1;
  }
  return told;
}

const work = { analyze, trace }[wish](...words);
work.then((told) => {
  process.stdout.write = write;
  print(JSON.stringify(told));
  process.exit(0);
}, (error) => {
  console.error(error);
  process.exit(1);
});
