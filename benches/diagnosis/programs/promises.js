// Promises that wait, and who waits for them.
class Planted {}
const planted = 50_000;
globalThis.pending = [];
for (let i = 0; i < planted; i++) {
  const held = new Planted();
  const promise = new Promise(() => {});
  pending.push(promise);
  promise.then(() => held);
}
async function waiter(promise) {
  const text = `waits ${pending.length}`;
  await promise;
  return text;
}
for (let i = 0; i < 20_000; i++) waiter(pending[i]);
