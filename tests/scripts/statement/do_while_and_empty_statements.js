let i = 0; do i++; while (i < 3) console.log(i); do { if (i === 5) break; i++; continue; } while (true); console.log(i);
// expect: 3
// expect: 5
;;; if (i); else console.log('never'); for (; i-- > 3;); console.log(i); while (i-- > 0); console.log(i); { } { { } } if (1) { } else; for (const x of []);
// expect: 2
// expect: -1
do { var inner = 'var leaks'; let local = 1; } while (false); console.log(inner, typeof local); var x = 0; do x += 1; while (x < 5 && x !== 3); console.log(x);
// expect: var leaks undefined
// expect: 3
let out = ''; a: do { b: do { out += 'b'; if (out.length < 3) continue a; break a; } while (true); } while (out.length < 10); console.log(out);
// expect: bbb
let j = 0; do { let j2 = j; setTimeout(() => console.log('later', j2)); } while (++j < 2); console.log((() => { do { return 'from do'; } while (true); })()); try { do { throw 'out'; } while (true); } catch (e) { console.log(e); }
// expect: from do
// expect: out
// expect: later 0
// expect: later 1
