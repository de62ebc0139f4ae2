for (;;) { break; }
for (var i = 0, j = 10; i < j; i += 3, j--); console.log(i, j); // expect: 9 7
for (let [a, b] = [1, 2]; a < 4; [a, b] = [b, a + b]) console.log(a);
// expect: 1
// expect: 2
// expect: 3
const list = []; for (const { x, y = 5 } of [{ x: 1 }, { x: 2, y: 3 }]) list.push(x + y); console.log(list.join());
// expect: 6,5
const o = {}; for (o.key in { p: 1, q: 2 }); for ([o.first] of ['ab', 'cd']); console.log(o.key, o.first);
// expect: q c
for (const k in 'ab') console.log(k);
// expect: 0
// expect: 1
for (const k in null) console.log(k); for (const k in undefined) console.log(k); for (const k in 5) console.log(k);
const inherit = Object.create({ a: 1, b: 2 }, { b: { value: 3, enumerable: false }, c: { value: 4, enumerable: true } });
const keys = []; for (const k in inherit) keys.push(k); console.log(keys.join()); // expect: c,a
const grows = { a: 1, b: 2, c: 3 }; for (const k in grows) { if (k === 'a') { delete grows.b; grows.d = 4; } console.log(k); }
// expect: a
// expect: c
const numeric = {}; numeric.z = 1; numeric[10] = 1; numeric[2] = 1; numeric.a = 1; let s = ''; for (const k in numeric) s += k + ','; console.log(s);
// expect: 2,10,z,a,
let n = 0; for (let i = 0; i < 3; i++) { let i = 10; n += i; } console.log(n); // expect: 30
for (let i = 0, f = () => i; i < 1; i++) console.log(f()); // expect: 0
var fns = []; for (let i = 0; i < 3; fns.push(() => i), i++); console.log(fns.map(f => f()).join()); // expect: 1,2,3
for (const c = { n: 0 }; c.n < 2; c.n++); for (let of of [1]) console.log(of); for (let async = 0; async < 1; async++) console.log('async');
// expect: 1
// expect: async
