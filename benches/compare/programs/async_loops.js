// Loops that wait: async functions, async generators, promises in chains and all at once.
async function step(value) {
  return value + 1;
}
async function count(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) sum = (sum + (await step(i)) * 3) % 1000003;
  return sum;
}
async function* range(from, to) {
  for (let i = from; i < to; i++) yield i;
}
async function* evens(source) {
  for await (const value of source) if (value % 2 === 0) yield value;
}
async function drain(n) {
  let sum = 0;
  for await (const value of evens(range(0, n))) sum = (sum * 3 + value) % 1000003;
  return sum;
}
function chain(n) {
  let last = Promise.resolve(1);
  for (let i = 0; i < n; i++) last = last.then((value) => (value * 5 + i) % 1000003);
  return last;
}
async function worker(queue, results) {
  while (queue.length > 0) {
    const item = queue.pop();
    try {
      if (item % 10 === 0) throw new RangeError('item ' + item);
      results.push(await step(item));
    } catch (error) {
      results.push(error.message.length);
    } finally {
      await null;
    }
  }
}
async function pool(n) {
  const queue = Array.from({ length: n }, (_, i) => i);
  const results = [];
  await Promise.all(Array.from({ length: 8 }, () => worker(queue, results)));
  return results.reduce((sum, value) => (sum * 7 + value) % 1000003, 0);
}
async function main() {
  let sum = await count(120000);
  sum += await drain(30000);
  sum += await chain(60000);
  sum += await pool(20000);
  return sum;
}
main().then(print);
