const log = [];
async function* count(n) { try { for (let i = 0; i < n; i++) yield i; } finally { log.push('closed'); } }
function* sync() { try { yield 1; yield Promise.resolve(2); yield 3; } finally { log.push('sync closed'); } }
(async () => {
  for await (const x of count(3)) log.push(x);
  for await (const x of [Promise.resolve('p'), 'q']) log.push(x);
  for await (const x of sync()) { log.push(x); if (x === 2) break; }
  for await (const { a, b = await 'default' } of [{ a: 1 }, Promise.resolve({ a: 2, b: 3 })]) log.push(a + ':' + b);
  outer: for (const a of 'xy') for await (const b of count(2)) { if (b === 1) continue outer; log.push(a + b); }
  try { for await (const x of count(2)) throw new Error('thrown'); } catch (e) { log.push(e.message); }
  const f = async () => { for await (const x of count(5)) if (x === 1) return await 'returned'; };
  log.push(await f());
  try { for await (const x of [1, Promise.reject(new Error('element'))]) log.push(x); } catch (e) { log.push(e.message); }
  try { for await (const x of { [Symbol.asyncIterator]: () => ({ next: () => 5 }) }) ; } catch (e) { log.push(e.message); }
  try { for await (const x of { [Symbol.asyncIterator]: () => ({ next: async () => ({}), return: async () => 1 }) }) break; } catch (e) { log.push(e.message); }
  try { for await (const x of { [Symbol.asyncIterator]: () => ({ next: async () => ({}), return() { throw new Error('from return'); } }) }) throw new Error('mine'); } catch (e) { log.push(e.message); }
  const fs = [];
  for await (const x of count(3)) fs.push(() => x);
  log.push(fs.map(f => f()).join());
  async function* through() { for await (const x of count(9)) yield x * 2; }
  const it = through();
  log.push(JSON.stringify([await it.next(), await it.next(), await it.return('left'), await it.next()]));
  for (const bad of [5, undefined, {}, { [Symbol.asyncIterator]: () => 1 }, { [Symbol.iterator]: () => 1 }, { [Symbol.asyncIterator]: () => ({}) }]) {
    try { for await (const x of bad) ; } catch (e) { log.push(e.message); }
  }
  for (const line of log) console.log(line);
})();
// expect: 0
// expect: 1
// expect: 2
// expect: closed
// expect: p
// expect: q
// expect: 1
// expect: 2
// expect: sync closed
// expect: 1:default
// expect: 2:3
// expect: x0
// expect: closed
// expect: y0
// expect: closed
// expect: closed
// expect: thrown
// expect: closed
// expect: returned
// expect: 1
// expect: element
// expect: Iterator result 5 is not an object
// expect: Iterator result 1 is not an object
// expect: mine
// expect: closed
// expect: 0,1,2
// expect: closed
// expect: [{"value":0,"done":false},{"value":2,"done":false},{"value":"left","done":true},{"done":true}]
// expect: bad is not async iterable
// expect: Cannot read properties of undefined (reading 'Symbol(Symbol.asyncIterator)')
// expect: bad is not async iterable
// expect: Result of the Symbol.asyncIterator method is not an object
// expect: Result of the Symbol.iterator method is not an object
// expect: undefined is not a function
