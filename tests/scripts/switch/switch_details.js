function f(x) { const s = []; switch (x) { case 1: s.push(1); case 2: s.push(2); break; default: s.push('d'); case 3: s.push(3); break; case 4: } return s.join(''); }
console.log(f(1), f(2), f(3), f(4), f(5), f('1'), f(NaN)); // expect: 12 2 3  d3 d3 d3
function g(x) { switch (x) { case NaN: return 'nan'; case 0: return 'zero'; case -0: return 'never'; case '0': return 'text'; case null: return 'null'; case undefined: return 'undefined'; } return 'none'; }
console.log(g(NaN), g(-0), g('0'), g(null), g(undefined), g()); // expect: none zero text null undefined undefined
const log = []; const t = (n, v) => (log.push(n), v);
switch (t('x', 2)) { case t('a', 1): case t('b', 2): t('B'); case t('c', 3): t('C'); break; case t('d', 4): } console.log(log.splice(0).join());
// expect: x,a,b,B,C
switch (t('x', 9)) { default: t('D'); case t('a', 1): t('A'); } console.log(log.splice(0).join()); // expect: x,a,D,A
switch (1) { case 0: let z = 1; break; case 1: try { z; } catch (e) { console.log(e.message); } }
// expect: Cannot access 'z' before initialization
switch (1) { case 0: function hoisted() { return 'hoisted'; } case 1: console.log(hoisted()); } // expect: hoisted
switch (3) { case 3: let a = 1; { let a = 2; } console.log(a); } // expect: 1
const closures = []; for (const v of [1, 2]) switch (v) { case 1: case 2: let w = v * 10; closures.push(() => w); } console.log(closures.map(c => c()).join());
// expect: 10,20
for (let i = 0; i < 4; i++) { switch (i) { case 1: continue; case 2: break; default: console.log(i); } }
// expect: 0
// expect: 3
l: switch (1) { case 1: switch (2) { case 2: break l; } console.log('never'); }
switch (log.length) { } switch (1) { default: } console.log((() => { switch (1) { case 1: return 'r'; } })());
// expect: r
console.log(['a', 'b' + 'c', 'x'].map(s => { switch (s) { case 'a': return 1; case 'bc': return 2; default: return 3; } }).join());
// expect: 1,2,3
console.log(eval('switch (1) { case 1: 5; case 2: }'), eval('1; switch (1) { case 1: }'), eval('switch (1) { case 1: 6; break; }'));
// expect: 5 undefined 6
