const log = [];
async function f(x) {
  log.push('start');
  const y = await x;
  log.push('got ' + y);
  try { await Promise.reject(new Error('rejected')); } catch (e) { log.push(e.message); }
  try { await 1; return 'value'; } finally { log.push('finally ' + await 'late'); }
}
const p = f(21);
log.push('after the call');
p.then(v => { log.push(v); console.log(log.join(', ')); });
const o = { list: [1, 2], async m(k) { return this.list[await k]; }, async *[Symbol.iterator]() {} };
(async () => {
  const parts = { a: await 1, b: [await 2, ...await [3, 4]], [await 'c']: await o.m(1) };
  parts.a += await 10;
  parts[await 'd'] ??= await 5;
  const { x = await 'default', ...rest } = await parts;
  return `${await x} ${JSON.stringify(rest)}`;
})().then(console.log);
(async function named() { throw new TypeError('thrown'); })().catch(e => console.log(e.name, e.message));
(async (a = missing) => a)().catch(e => console.log(e.name));
(async () => { for (let i = 0; i < 3; i++) { if (await (i === 1)) continue; log.push(await i); } return log.slice(-2); })().then(v => console.log(v));
(async function () { return [this === undefined, arguments.length, typeof new.target]; }).call(undefined, 1, 2).then(v => console.log(v));
class A { constructor() { this.v = 1; } async get() { return (await this).v; } }
class B extends A { constructor() { const later = async () => { await 0; return this.v; }; super(); this.later = later; } async get() { return (await super.get()) + 1; } }
new B().get().then(v => console.log('B', v));
new B().later().then(v => console.log('later', v));
(async () => { let x = 1; const add = async () => { x = x + (await 1); }; const both = [add(), add()]; x = 10; await Promise.all(both); return x; })().then(v => console.log('x', v));
// expect: TypeError thrown
// expect: ReferenceError
// expect: [ false, 2, 'undefined' ]
// expect: later 1
// expect: B 2
// expect: x 2
// expect: start, after the call, got 21, rejected, 0, finally late, value
// expect: [ 'value', 2 ]
// expect: default {"a":11,"b":[2,3,4],"c":2,"d":5}
