a: for (let i = 0; ; i++) { b: for (let j = 0; ; j++) { if (j === 2) continue a; if (i === 2) break a; console.log(i, j); } }
// expect: 0 0
// expect: 0 1
// expect: 1 0
// expect: 1 1
foo: { foo2: { break foo; } console.log('never'); }
label: function declared() { return 'labelled function'; } console.log(declared()); // expect: labelled function
let n = 0; again: do { n++; if (n < 5) continue again; } while (n < 10 && n < 5); console.log(n); // expect: 5
x: for (const k in { a: 1, b: 2 }) { for (const v of [1]) { if (k === 'a') continue x; console.log(k, v); } }
// expect: b 1
yield: { await: { break yield; } } console.log('words'); // expect: words
l: l2: for (;;) { break l; } m: while (true) { n++; try { break m; } finally { n *= 2; } } console.log(n);
// expect: 12
function f() { a: try { return 1; } finally { break a; } return 2; } console.log(f()); // expect: 2
function g() { a: { for (const x of [1, 2]) { if (x === 2) break a; } return 'never'; } return 'left'; } console.log(g());
// expect: left
console.log(eval('l: { 1; break l; }'), eval('l: while (true) { 2; break l; }'), eval('3; l: { break l; }'), eval('do { 4; continue; } while (false)'));
// expect: 1 2 3 4
