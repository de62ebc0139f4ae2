function show(e) {
  const lines = e.stack.split('\n').slice(1).filter(line => !/node:|Module|executeUserEntryPoint/.test(line));
  return lines.map(line => line.trim().replace(/[^ (]*[/]/, '')).join(' | ');
}
async function inner() { await 1; throw new Error('async'); }
async function outer() { await inner(); }
class K { async m() { await outer(); } }
(async () => {
  try { await new K().m(); } catch (e) { console.log(show(e)); }
  try { await (async () => { try { await inner(); } finally { } })(); } catch (e) { console.log(show(e)); }
  async function* g() { yield 1; await null; throw new Error('g'); }
  try { for await (const x of g()); } catch (e) { console.log(show(e)); }
  try { const p = inner(); p.then(() => {}, () => {}); await p; } catch (e) { console.log(show(e)); }
  const sites = await (async () => {
    await null;
    Error.prepareStackTrace = (_, sites) => sites;
    const found = new Error().stack;
    delete Error.prepareStackTrace;
    return found;
  })();
  console.log(sites.filter(s => !/node:/.test(s.getFileName())).map(s => [s.isAsync(), s.getLineNumber()].join()).join(' '));
})();
function* gen() { yield 1; throw new Error('gen'); }
try { for (const x of gen()); } catch (e) { console.log(show(e)); }
try { const it = gen(); it.next(); it.next(); } catch (e) { console.log(show(e)); }
function* around() { yield* gen(); }
try { for (const x of around()); } catch (e) { console.log(show(e)); }
// expect: at gen (stack_traces_tell_who_awaits.js:23:34) | at gen.next (<anonymous>) | at Object.<anonymous> (stack_traces_tell_who_awaits.js:24:18)
// expect: at gen (stack_traces_tell_who_awaits.js:23:34) | at gen.next (<anonymous>) | at Object.<anonymous> (stack_traces_tell_who_awaits.js:25:39)
// expect: at gen (stack_traces_tell_who_awaits.js:23:34) | at gen.next (<anonymous>) | at around (stack_traces_tell_who_awaits.js:26:29) | at around.next (<anonymous>) | at Object.<anonymous> (stack_traces_tell_who_awaits.js:27:18)
// expect: at inner (stack_traces_tell_who_awaits.js:5:41) | at async outer (stack_traces_tell_who_awaits.js:6:26) | at async K.m (stack_traces_tell_who_awaits.js:7:23) | at async stack_traces_tell_who_awaits.js:9:9
// expect: at inner (stack_traces_tell_who_awaits.js:5:41) | at async stack_traces_tell_who_awaits.js:10:36 | at async stack_traces_tell_who_awaits.js:10:9
// expect: at g (stack_traces_tell_who_awaits.js:11:52) | at async stack_traces_tell_who_awaits.js:12:26
// expect: at inner (stack_traces_tell_who_awaits.js:5:41)
// expect: false,17 true,14
