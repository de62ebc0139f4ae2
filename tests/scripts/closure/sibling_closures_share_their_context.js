function counter() { let n = 0, unused = 'x'; return { up: () => ++n, down: () => --n, get: () => n }; }
const a = counter(), b = counter(); a.up(); a.up(); b.down(); console.log(a.get(), b.get()); // expect: 2 -1
function nest() { let x = 1; return () => { let y = 10; return () => { let z = 100; return () => (x++) + (y++) + (z++); }; }; }
const f = nest(); const g1 = f()(), g2 = f()(); console.log(g1(), g1(), g2(), g2()); // expect: 111 114 113 116
function params(a, b) { const set = v => { a = v; }; const get = () => a + b; set(5); b = 6; return get(); } console.log(params(1, 2));
// expect: 11
const self = (function fact(n) { return n < 2 ? 1 : n * fact(n - 1); }); console.log(self(6)); // expect: 720
function blocks() { const r = []; { let v = 1; r.push(() => v++); } { let v = 2; r.push(() => v++); } return r.map(k => k() + k()).join(); } console.log(blocks());
// expect: 3,5
function thisAndArgs() { return [() => this.v, () => arguments[0], () => new.target].map(k => k()).join(); } console.log(thisAndArgs.call({ v: 4 }, 5));
// expect: 4,5,
function late() { const get = () => value; var value = 1; value++; return get; } console.log(late()()); // expect: 2
const ops = []; for (let i = 0; i < 2; i++) { let shared = i; ops.push(() => shared += 10, () => shared); } ops[0](); console.log(ops[1](), ops[3]());
// expect: 10 1
function recursion(n, fs = []) { let local = n; fs.push(() => local--); if (n) recursion(n - 1, fs); return fs; } console.log(recursion(3).map(k => k() + k()).join());
// expect: 5,3,1,-1
const make = (x) => ({ inc() { return ++x; }, get twice() { return x * 2; }, ['c' + x]: () => x }); const m = make(1); m.inc(); console.log(m.twice, m.c1());
// expect: 4 2
function catcher() { try { throw 1; } catch (e) { var f = () => e, g = v => e = v; } g(2); return f(); } console.log(catcher());
// expect: 2
function overwritten(a) { a = () => a; return a() === a; } console.log(overwritten(1)); // expect: true
