const log = []; const show = () => console.log(log.splice(0).join(' '));
const make = (count, opts = {}) => ({ [Symbol.iterator]() { let i = 0; return { next() { log.push('n'); if (opts.nextThrows) throw 'next'; return { value: i, done: i++ >= count }; }, return(v) { log.push('r' + arguments.length); if (opts.returnThrows) throw 'return'; return opts.result ?? {}; } }; } });
const attempt = f => { try { log.push('=' + f()); } catch (e) { log.push('!' + (e.name || e)); } show(); };
attempt(() => { for (const x of make(3)) break; }); attempt(() => { for (const x of make(3)) throw 'body'; }); attempt(() => { for (const x of make(3)) return 'ret'; }); attempt(() => { for (const x of make(2)); });
// expect: n r0 =undefined
// expect: n r0 !body
// expect: n r0 =ret
// expect: n n n =undefined
attempt(() => { o: for (const y of [1, 2]) for (const x of make(3)) continue o; }); attempt(() => { for (const x of make(3, { nextThrows: 1 })); }); attempt(() => { for (const x of make(3, { returnThrows: 1 })) break; });
// expect: n r0 n r0 =undefined
// expect: n !next
// expect: n r0 !return
attempt(() => { for (const x of make(3, { returnThrows: 1 })) throw 'body wins'; }); attempt(() => { for (const x of make(3, { result: 1 })) break; }); attempt(() => { for (const x of make(3, { result: 1 })) throw 'body wins'; });
// expect: n r0 !body wins
// expect: n r0 !TypeError
// expect: n r0 !body wins
attempt(() => { const [a] = make(3); return a; }); attempt(() => { const [a, b, c, d] = make(2); return String(d); }); attempt(() => { const [a = (() => { throw 'default'; })()] = { [Symbol.iterator]: () => ({ next: () => ({ value: undefined }), return() { log.push('r'); return {}; } }) }; });
// expect: n r0 =0
// expect: n n n =undefined
// expect: r !default
attempt(() => { const [...all] = make(2); return all.join(); }); attempt(() => { const [a] = make(3, { nextThrows: 1 }); }); attempt(() => { const [] = make(3); }); attempt(() => { [({ set x(v) { throw 'setter'; } }).x] = make(1); });
// expect: n n n =0,1
// expect: n !next
// expect: r0 =undefined
// expect: n r0 !setter
attempt(() => { [null.x] = make(1); }); attempt(() => { for (const [a] of [make(2), make(2)]) break; }); attempt(() => [...make(2)].join()); attempt(() => Math.max(...make(3))); attempt(() => { for (const x of make(3)) try { break; } finally { log.push('f'); } });
// expect: n r0 !TypeError
// expect: n r0 =undefined
// expect: n n n =0,1
// expect: n n n n =2
// expect: n f r0 =undefined
attempt(() => new Map(make(1))); attempt(() => { for (const x of make(2)) { try { throw 1; } catch { continue; } } }); attempt(() => { for (let x of make(3)) { switch (x) { case 1: return x; } } });
// expect: n r0 !TypeError
// expect: n n n =undefined
// expect: n n r0 =1
attempt(() => { for (const x of { [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) }) break; return 'no return method'; }); attempt(() => { for (const x of { [Symbol.iterator]: () => ({ next: () => ({}), return: 5 }) }) break; });
// expect: =no return method
// expect: !TypeError
attempt(() => { for (const x of { [Symbol.iterator]: () => ({ next: () => 5 }) }); }); attempt(() => { for (const x of { [Symbol.iterator]: () => 5 }); }); attempt(() => { try { for (const x of make(2)) { throw 1; } } finally { return 'finally'; } });
// expect: !TypeError
// expect: !TypeError
// expect: n r0 =finally
