const log = [];
async function* inner() {
  try { log.push('got ' + (yield 'a')); yield 'b'; } catch (e) { log.push('caught ' + e); yield 'c'; } finally { log.push('inner done'); }
  return 'result';
}
async function* outer() { const r = yield* inner(); log.push('gave ' + r); return r; }
const show = r => log.push(JSON.stringify(r));
(async () => {
  let it = outer();
  show(await it.next()); show(await it.next('x')); show(await it.next()); show(await it.next());
  it = outer();
  show(await it.next()); show(await it.throw('boom')); show(await it.next());
  it = outer();
  show(await it.next()); show(await it.return('left')); show(await it.next());
  async function* sync() { yield* [1, Promise.resolve(2)]; yield* 'z'; }
  for await (const x of sync()) log.push(x);
  const odd = { [Symbol.asyncIterator]() { return this; }, next: v => ({ value: v, done: false }) };
  async function* through() { return yield* odd; }
  it = through();
  show(await it.next(1)); show(await it.next(2));
  await it.throw('none').catch(e => log.push(e.message));
  it = through();
  await it.next();
  show(await it.return(Promise.resolve('no return method'))); show(await it.next());
  for (const bad of [5, undefined, {}]) {
    await (async function* () { yield* bad; })().next().catch(e => log.push(e.message));
  }
  const own = { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: false, value: 1 }), return: async v => ({ done: true, value: 'own ' + v }) }) };
  it = (async function* () { try { yield* own; } finally { log.push('left'); } })();
  await it.next();
  show(await it.return('r'));
  for (const line of log) console.log(line);
})();
// expect: {"value":"a","done":false}
// expect: got x
// expect: {"value":"b","done":false}
// expect: inner done
// expect: gave result
// expect: {"value":"result","done":true}
// expect: {"done":true}
// expect: {"value":"a","done":false}
// expect: caught boom
// expect: {"value":"c","done":false}
// expect: inner done
// expect: gave result
// expect: {"value":"result","done":true}
// expect: {"value":"a","done":false}
// expect: inner done
// expect: {"value":"left","done":true}
// expect: {"done":true}
// expect: 1
// expect: 2
// expect: z
// expect: {"done":false}
// expect: {"value":2,"done":false}
// expect: The iterator does not provide a 'throw' method.
// expect: {"value":"no return method","done":true}
// expect: {"done":true}
// expect: undefined is not a function
// expect: Cannot read properties of undefined (reading 'Symbol(Symbol.asyncIterator)')
// expect: undefined is not a function
// expect: left
// expect: {"value":"own r","done":true}
