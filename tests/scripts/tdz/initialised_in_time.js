{ const f = () => late; const late = 1; console.log(f()); } // expect: 1
{ let x; console.log(x); x = 1; } // expect: undefined
for (let i = 0; i < 2; i++) { let fresh; console.log(fresh); fresh = i; }
// expect: undefined
// expect: undefined
for (const v of [1, 2]) { const read = () => later; const later = v; console.log(read()); }
// expect: 1
// expect: 2
class Self { static me = Self; static make() { return new Self; } } console.log(Self.me === Self, Self.make() instanceof Self);
// expect: true true
const Named = class Inner { static get() { return Inner; } }; console.log(Named.get() === Named, typeof Inner);
// expect: true undefined
((a, b = a, c = () => b) => { b = 5; console.log(a, b, c()); })(1); // expect: 1 5 5
((a, f = () => a) => { var a; console.log(a, f()); a = 2; console.log(a, f()); })(1);
// expect: 1 1
// expect: 2 1
((a, f = () => a) => { var a = 2; console.log(a, f()); })(1); // expect: 2 1
function loop() { for (let i = 0; i < 3; i++) { try { if (i === 1) use(); } catch (e) { console.log(i, e.name); } let z = i; function use() { return z; } } } loop();
// expect: 1 ReferenceError
let shadow = 'outer'; { try { shadow; } catch (e) { console.log(e.name); } let shadow = 'inner'; console.log(shadow); } console.log(shadow);
// expect: ReferenceError
// expect: inner
// expect: outer
console.log(typeof undeclared, (() => { try { undeclared; } catch (e) { return e.message; } })());
// expect: undefined undeclared is not defined
const rec = n => n ? rec(n - 1) + 1 : 0; console.log(rec(3)); // expect: 3
switch (0) { default: const c1 = 1; case 5: console.log(c1); } // expect: 1
