const log = [];
async function* g() {
  try {
    const a = yield 1;
    log.push('a ' + a);
    const b = yield Promise.resolve(2);
    log.push('b ' + b);
    yield await 3;
  } finally { log.push('finally'); }
  return Promise.resolve('end');
}
const show = r => log.push(JSON.stringify(r));
(async () => {
  const it = g();
  await Promise.all([it.next('lost').then(show), it.next('A').then(show), it.next('B').then(show), it.next().then(show), it.next().then(show)]);
  const early = g();
  show(await early.return(Promise.resolve('r')));
  show(await early.next());
  await early.throw(new Error('too late')).catch(e => log.push(e.message));
  const left = g();
  show(await left.next());
  show(await left.return('bye'));
  show(await left.next());
  const thrown = g();
  await thrown.next();
  await thrown.throw(new Error('inside')).catch(e => log.push(e.message));
  show(await thrown.next());
  const rejected = (async function* () { try { yield Promise.reject(new Error('rejected')); } catch (e) { yield 'caught ' + e.message; } })();
  show(await rejected.next());
  const refused = g();
  await refused.next();
  await refused.return(Promise.reject(new Error('refused'))).catch(e => log.push(e.message));
  const pending = g();
  const results = await Promise.allSettled([pending.return(1), pending.next(2), pending.throw(3), pending.return(4)]);
  show(results);
  await (Object.getPrototypeOf(g).prototype.next.call({})).catch(e => log.push(e.message));
  for (const line of log) console.log(line);
})();
// expect: a A
// expect: {"value":1,"done":false}
// expect: b B
// expect: {"value":2,"done":false}
// expect: finally
// expect: {"value":3,"done":false}
// expect: {"value":"end","done":true}
// expect: {"done":true}
// expect: {"value":"r","done":true}
// expect: {"done":true}
// expect: too late
// expect: {"value":1,"done":false}
// expect: finally
// expect: {"value":"bye","done":true}
// expect: {"done":true}
// expect: finally
// expect: inside
// expect: {"done":true}
// expect: {"value":"caught rejected","done":false}
// expect: finally
// expect: refused
// expect: [{"status":"fulfilled","value":{"value":1,"done":true}},{"status":"fulfilled","value":{"done":true}},{"status":"rejected","reason":3},{"status":"fulfilled","value":{"value":4,"done":true}}]
// expect: Method [AsyncGenerator].prototype.next called on incompatible receiver #<Object>
