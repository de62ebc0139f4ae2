const m = new Map([[1, 'a'], [2, 'b']]); const seen = []; for (const [k] of m) { seen.push(k); if (k < 5) { m.delete(k); m.set(k + 2, 'x'); } } console.log(seen.join(), [...m.keys()].join());
// expect: 1,2,3,4,5,6 5,6
const s = new Set([1, 2, 3]); const got = []; for (const v of s) { got.push(v); if (v === 1) { s.delete(2); s.add(4); } if (v === 4) s.clear(); } console.log(got.join(), s.size);
// expect: 1,3,4 0
const a = [1, 2, 3]; let r = ''; for (const v of a) { r += v; if (v === 1) a.splice(1, 1); if (v === 3) a.push(9); } console.log(r, a.join());
// expect: 139 1,3,9
const h = [1, , 3]; r = ''; for (const v of h) r += v + ';'; for (const i in h) r += i; console.log(r);
// expect: 1;undefined;3;02
const o = { a: 1, b: 2, c: 3 }; r = ''; for (const k in o) { r += k; delete o.c; o.d = 1; if (k === 'a') Object.defineProperty(o, 'b', { enumerable: false }); } console.log(r);
// expect: ab
r = ''; for (const k in Object.create({ x: 1, y: 2 }, { x: { value: 3, enumerable: false } })) r += k; console.log(r);
// expect: y
r = ''; for (const c of 'a\u{1F600}b') r += c.length; console.log(r); r = ''; for (const k in 'ab') r += k + typeof k; console.log(r);
// expect: 121
// expect: 0string1string
function f() { for (const x of arguments) { if (x > 1) return x; } } console.log(f(1, 2, 3)); r = ''; for (const k in [7, 8]) { r += typeof k; } console.log(r);
// expect: 2
// expect: stringstring
class K { a = 1; static b = 2; get c() { return 3; } m() { } } r = ''; for (const k in new K) r += k; for (const k in K) r += k; console.log(r); Array.prototype.extra = 1; r = ''; for (const k in [5]) r += k; delete Array.prototype.extra; console.log(r);
// expect: ab
// expect: 0extra
let n = 0; for (const x of { [Symbol.iterator]() { return this; }, next() { return { done: n++ > 2, get value() { return n * 10; } }; } }) console.log(x);
// expect: 10
// expect: 20
// expect: 30
