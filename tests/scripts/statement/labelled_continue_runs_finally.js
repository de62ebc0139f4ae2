const seen = [];
outer: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    try { if (j === 1) continue outer; seen.push(`${i}${j}`); } finally { seen.push('f'); }
  }
}
console.log(seen.join(' ')); // expect: 00 f f 10 f f 20 f f
let count = 0;
a: b: c: while (true) { try { if (count++ < 3) continue b; break a; } finally { if (count === 2) continue c; } }
console.log(count); // expect: 4
function nested() {
  const order = [];
  l1: for (const x of [1, 2]) { l2: for (const y of [1, 2]) { try { try { continue l1; } finally { order.push(1); } } finally { order.push(2); } } }
  return order.join('');
}
console.log(nested()); // expect: 1212
block: { try { break block; } finally { console.log('finally of block'); } console.log('never'); }
// expect: finally of block
let k = 0; do { try { continue; } finally { k++; } } while (k < 3); console.log(k); // expect: 3
x: { y: { break x; } console.log('never'); }
label: if (true) { if (k) break label; console.log('never'); }
for (var q in { a: 1, b: 2 }) { try { continue; } finally { k += 10; } } console.log(k, q); // expect: 23 b
