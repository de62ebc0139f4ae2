const log = [];
const tick = (name, n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log.push(name + i)); };
async function* plain() { yield 1; yield 2; return 3; }
async function* promised() { yield Promise.resolve(1); return Promise.resolve(2); }
async function* star() { yield* plain(); }
async function* starSync() { yield* [1, 2]; }
async function* thrower() { throw 1; }
const drive = async (g, name) => { const it = g(); for (;;) { const { done, value } = await it.next(); log.push(name + (done ? '!' : '') + value); if (done) return; } };
tick('t', 30);
drive(plain, 'p'); drive(promised, 'q'); drive(star, 's'); drive(starSync, 'y');
(async () => { for await (const x of plain()) log.push('f' + x); log.push('f.'); })();
(async () => { for await (const x of [1, 2]) log.push('a' + x); log.push('a.'); })();
(async () => { for await (const x of plain()) { log.push('b' + x); break; } log.push('b.'); })();
(async () => { try { for await (const x of thrower()); } catch { log.push('c'); } })();
const it = plain();
it.return(7).then(r => log.push('r' + r.value));
it.next().then(r => log.push('n' + r.done));
setTimeout(() => console.log(log.join(' ')), 5);
// expect: t1 c t2 p1 q1 f1 a1 b1 r7 ntrue t3 s1 y1 t4 p2 q!2 f2 a2 b. t5 t6 p!3 s2 y2 f. a. t7 t8 t9 s!undefined y!undefined t10 t11 t12 t13 t14 t15 t16 t17 t18 t19 t20 t21 t22 t23 t24 t25 t26 t27 t28 t29 t30
