function all(g) { return [...g()].join(' '); }
console.log(all(function* () { for (let i = 0, n = yield 'init'; i < 3; i++, yield 'update') { if (i === 1) continue; yield i; } }));
console.log(all(function* () { let i = 0; while ((yield 'test'), i < 2) { yield i++; } }));
console.log(all(function* () { let i = 0; do { yield i; if (i === 1) continue; } while ((yield 'again'), ++i < 3); }));
console.log(all(function* () { for (const k in (yield 'object', { a: 1, b: 2 })) { yield k; } }));
console.log(all(function* () { for (const [k, v = yield 'none'] of [[1], [2, 3]]) { yield k + ':' + v; } }));
console.log(all(function* () { switch (yield 'what') { case yield 'first': yield 'one'; case 2: yield 'two'; break; default: yield 'three'; } }));
console.log(all(function* () { switch (3) { case 1: yield 1; default: yield 'd'; case 2: yield 2; } }));
console.log(all(function* () { outer: for (const a of 'xy') { for (const b of '12') { if (b === '2') continue outer; yield a + b; } } }));
console.log(all(function* () { block: { yield 1; if (yield 2) yield 'no'; else break block; yield 'never'; } yield 3; }));
console.log(all(function* () { try { yield 1; throw 2; } catch (e) { yield e; } finally { yield 3; } }));
console.log(all(function* () { const fs = []; for (let i = 0; i < 3; i++) { fs.push(() => i); yield i; } yield fs.map(f => f()); }));
console.log(all(function* () { { let x = 1; yield () => x; x = 2; yield x; } try { yield y; } catch (e) { yield e.name; } let y; }).replace(/\s+/g, ' '));
console.log(all(function* () { var o = { get v() { return 'g'; } }; with (o) { yield v; } if (true) { function inner() { return 'f'; } } yield inner(); }));
console.log(all(function* () { yield new.target; yield typeof this; yield this === globalThis; }));
console.log(all(function* () { let s = 0; for (let i = 0; i < 40; i++) { switch (i % 4) { case 0: s += i; continue; case 3: yield s; } } }));
// expect: init 0 update update 2 update
// expect: test 0 test 1 test
// expect: 0 again 1 again 2 again
// expect: object a b
// expect: none 1:undefined 2:3
// expect: what first one two
// expect: d 2
// expect: x1 y1
// expect: 1 2 3
// expect: 1 2 3
// expect: 0 1 2 0,1,2
// expect: () => x 2 ReferenceError
// expect: g f
// expect:  object true
// expect: 0 4 12 24 40 60 84 112 144 180
