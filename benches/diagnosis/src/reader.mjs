// What Chrome's DevTools read in heap snapshots, as JSON. FOLDER has worker.mjs, their own worker.
//   reader.mjs FOLDER compare BEFORE AFTER: by class, what the comparison view shows.
//   reader.mjs FOLDER contexts FILE: variables that closures keep alive and nobody can use, and in how many contexts each.
//   reader.mjs FOLDER stacks FILE CLASS: the stacks that have allocated the instances of a class, and how many each.
import fs from 'node:fs';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';

globalThis.self ??= globalThis;
Promise.withResolvers ??= function () {
  let resolve, reject;
  const promise = new Promise((a, b) => { resolve = a; reject = b; });
  return { promise, resolve, reject };
};
const [folder, wish, file, other] = process.argv.slice(2);
const { Snapshot, Loader } = await import(path.resolve(folder, 'worker.mjs'));

async function load(file) {
  const loader = new Loader.HeapSnapshotLoader({ sendEvent() {} });
  for await (const chunk of fs.createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) loader.write(chunk);
  loader.close();
  const { port1, port2 } = new MessageChannel();
  port1.start();
  port2.start();
  new Snapshot.SecondaryInitManager(port2);
  return loader.buildSnapshot(port1);
}

const told = {};
if (wish === 'compare') {
  const [before, after] = [await load(file), await load(other)];
  const found = after.calculateSnapshotDiff('before', before.aggregatesForDiff(after.interfaceDefinitions()));
  for (const { name, addedCount, removedCount } of Object.values(found)) told[name] = [addedCount, removedCount];
} else if (wish === 'contexts') {
  for (const { scopeName, contexts } of (await load(file)).analyzeContexts().scopes) {
    for (const { name } of contexts.flatMap(({ deadFields }) => deadFields)) {
      told[`${scopeName}.${name}`] = (told[`${scopeName}.${name}`] ?? 0) + 1;
    }
  }
} else {
  const snapshot = await load(file);
  const classes = Object.values(snapshot.getAggregatesByClassKey(false, 'all'));
  for (const index of classes.find(({ name }) => name === other)?.idxs ?? []) {
    const frames = snapshot.allocationStack(index) ?? [];
    const stack = frames.map(({ functionName, line }) => `${functionName}:${line}`).join(' < ');
    told[stack] = (told[stack] ?? 0) + 1;
  }
}
console.log(JSON.stringify(told));
process.exit(0);
