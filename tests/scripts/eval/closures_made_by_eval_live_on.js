function maker(start) { let n = start; return eval('({ up: () => ++n, read() { return n; } })'); }
const a = maker(1), b = maker(10); a.up(); a.up(); b.up(); console.log(a.read(), b.read()); // expect: 3 11
function twice() { const fs = []; for (let i = 0; i < 3; i++) fs.push(eval('() => i * 2')); return fs.map(f => f()).join(); } console.log(twice());
// expect: 0,2,4
function mixed() { var v = 1; const direct = () => v; const later = eval('() => v'); eval('var v = 2'); v++; return [direct(), later(), v].join(); } console.log(mixed());
// expect: 3,3,3
function introduced() { const before = () => typeof added; const r = [before()]; eval('var added = 1'); r.push(before()); return r.join(); } console.log(introduced());
// expect: undefined,number
function outer() { var x = 'outer x'; function inner() { const r = [x]; eval('var x = "inner x"'); r.push(x); return r.join(); } return [inner(), x].join(); } console.log(outer());
// expect: outer x,inner x,outer x
function recursion(n) { return n ? eval('n * recursion(n - 1)') : 1; } console.log(recursion(5)); // expect: 120
const F = Function('a', 'b = a', '...rest', 'return [a, b, rest.length].join()'); console.log(F(1), F.length, F.name, F(1, 2, 3, 4));
// expect: 1,1,0 1 anonymous 1,2,2
console.log(Function('a,b', 'c', 'return a + b + c')(1, 2, 3)); // expect: 6
try { Function('}, function () {'); } catch (e) { console.log(e.name); } // expect: SyntaxError
try { Function('a', '"use strict"; with (a) {}'); } catch (e) { console.log(e.name); } // expect: SyntaxError
const g = eval('(function named() { return typeof named; })'); console.log(g(), g.name); console.log(eval('(class { static x = 1 })').x);
// expect: function named
// expect: 1
function counters() { eval('var count = 0; function up() { return ++count; }'); up(); up(); return count; } console.log(counters());
// expect: 2
function thrown() { try { eval('throw { v: 1 }'); } catch ({ v }) { return v; } } console.log(thrown()); // expect: 1
