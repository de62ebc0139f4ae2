// configurations: default tiny
function* count(n) { for (let i = n; ; i++) yield i; }
const many = [];
for (let i = 0; i < 5000; i++) { const it = count(i); it.next(); many.push(it); }
let sum = 0;
for (let round = 0; round < 3; round++) for (const it of many) sum += it.next().value;
console.log(sum);
function* zip(a, b) { const x = a[Symbol.iterator](), y = b[Symbol.iterator](); for (;;) { const p = x.next(), q = y.next(); if (p.done || q.done) return; yield [p.value, q.value]; } }
console.log([...zip('abc', count(1))].join('|'));
function* recurse(n) { if (n === 0) return; yield n; yield* recurse(n - 1); }
let total = 0;
for (const n of recurse(60)) total += n;
console.log(total);
function* self() { yield* self(); }
try { self().next(); } catch (e) { console.log(e instanceof RangeError, e.message); }
const it = count(0);
function down(n) { return n === 0 ? it.next().value : down(n - 1); }
console.log(down(500), down(1000), Array.from({ length: 3 }, () => it.next().value));
function over() { it.next(); return over(); }
try { over(); } catch (e) { console.log(e.message); }
// expect: 37522500
// expect: a,1|b,2|c,3
// expect: 1830
// expect: true Maximum call stack size exceeded
// expect: 0 1 [ 2, 3, 4 ]
// expect: Maximum call stack size exceeded
