const log = []; const show = v => console.log([v, ...log.splice(0)].join(' ')); function f1() { a: for (let i = 0; i < 3; i++) { try { log.push('t' + i); if (i === 1) break a; continue a; } finally { log.push('f' + i); } } return 'end'; } show(f1());
// expect: end t0 f0 t1 f1
function f2() { a: try { b: try { break a; } finally { log.push('inner'); break b; } log.push('after b'); } finally { log.push('outer'); } return 'end'; } show(f2()); function f3() { for (const x of [1, 2]) { try { return x; } finally { if (x === 1) continue; } } return 'after'; } show(f3());
// expect: end inner after b outer
// expect: 2
function f4() { try { try { throw 'first'; } finally { l: { break l; } } } catch (e) { return e; } } show(f4()); function f5() { l: try { return 'lost'; } finally { break l; } return 'replaced'; } show(f5()); function f6() { while (true) { try { try { return 'r'; } finally { log.push('1'); } } finally { log.push('2'); if (log.length < 5) continue; break; } } return 'loop left'; } show(f6());
// expect: first
// expect: replaced
// expect: loop left 1 2 1 2 1 2
function f7() { for (const i of [1, 2, 3]) { switch (i) { case 2: try { continue; } finally { log.push('c'); } default: try { break; } finally { log.push('b'); } } log.push('after' + i); } return 'end'; } show(f7()); function f8() { let i = 0; do { try { if (i++ === 0) continue; throw i; } catch (e) { return 'caught ' + e; } finally { log.push('f'); } } while (i < 5); } show(f8()); function f9() { a: { try { throw 1; } catch { break a; } finally { log.push('fin'); } log.push('never'); } return 'out'; } show(f9());
// expect: end b after1 c b after3
// expect: caught 2 f f
// expect: out fin
const iter = { [Symbol.iterator]() { let n = 0; return { next: () => ({ value: n++, done: false }), return() { log.push('closed'); return {}; } }; } }; function f10() { o: for (const a of iter) { for (const b of iter) { try { if (a === 1) return [a, b].join(); if (b === 1) continue o; } finally { log.push(`${a}${b}`); } } } } show(f10()); function f11() { for (const a of iter) { try { throw 'x'; } catch { break; } finally { log.push('f'); } } return 'done'; } show(f11()); function f12() { try { for (const a of iter) { try { throw 'x'; } finally { log.push('f'); } } } catch (e) { return e; } } show(f12());
// expect: 1,0 00 01 closed 10 closed closed
// expect: done f closed
// expect: x f closed
