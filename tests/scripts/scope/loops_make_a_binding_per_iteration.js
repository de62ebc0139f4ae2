const f = []; for (let i = 0; i < 3; i++) f.push(() => i); console.log(f.map(g => g()).join()); // expect: 0,1,2
const g = []; for (let i = 0; i < 3; i++) { g.push(() => i); i++; } console.log(g.map(h => h()).join());
// expect: 1,3
const h = []; for (let i = 0, inc = () => i++; i < 3; i++, inc()) { h.push(() => i); if (h.length > 4) break; } console.log(h.map(k => k()).join());
// expect: 0,1,2
const w = []; for (var i = 0; i < 3; i++) w.push(() => i); console.log(w.map(k => k()).join()); // expect: 3,3,3
const o = []; for (const x of [1, 2, 3]) o.push(() => x); console.log(o.map(k => k()).join()); // expect: 1,2,3
const p = []; for (let x in { a: 1, b: 2 }) p.push(() => x += '!'); console.log(p.map(k => k()).join(), p[0]());
// expect: a!,b! a!!
const b = []; let n = 0; while (n < 3) { let c = n++; b.push(() => c++); } console.log(b[0](), b[0](), b[1](), b[2]());
// expect: 0 1 1 2
const d = []; for (let i = 0; i < 2; i++) for (let j = 0; j < 2; j++) d.push(() => `${i}${j}`); console.log(d.map(k => k()).join());
// expect: 00,01,10,11
const s = []; for (let i = 0; i < 3; s.push(() => i), i++); console.log(s.map(k => k()).join()); // expect: 1,2,3
const t = []; for (let i = 0; t.push(() => i), i < 2; i++); console.log(t.map(k => k()).join()); // expect: 0,1,2
const q = []; for (let { a, b } of [{ a: 1, b: 2 }, { a: 3, b: 4 }]) q.push(() => a + b, v => a = v); q[1](10); console.log(q[0](), q[2]());
// expect: 12 7
const c = []; for (let i = 0; i < 3; i++) { if (i === 1) continue; c.push(() => i); } console.log(c.map(k => k()).join());
// expect: 0,2
const e = []; for (let i = 0; i < 3; i++) { eval('e.push(() => i)'); } console.log(e.map(k => k()).join());
// expect: 0,1,2
const y = []; for (let i = 0; i < 2; i++) { let i = 'inner'; y.push(() => i); } console.log(y.map(k => k()).join());
// expect: inner,inner
const z = []; do { let once = z.length; z.push(() => once); } while (z.length < 2); console.log(z.map(k => k()).join());
// expect: 0,1
const m = []; for (let i = 0; i < 2; i++) { m.push({ get v() { return i; }, set v(x) { i = x; } }); } m[0].v = 7; console.log(m[0].v, m[1].v);
// expect: 7 1
