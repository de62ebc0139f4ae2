function f() { with ({ r: 'returned' }) return r; }
console.log(f()); // expect: returned
let n = 0;
for (const x of [1, 2, 3]) { with ({ x }) { if (x == 2) continue; n += x; if (x == 3) break; } }
console.log(n); // expect: 4
try { with ({ m: 'thrown' }) throw new Error(m); } catch (error) { console.log(error.message); } // expect: thrown
console.log(typeof m); // expect: undefined
l: with ({ z: 1 }) { break l; }
console.log(eval('1; with ({}) ;'), eval('with ({ q: 3 }) q')); // expect: undefined 3
