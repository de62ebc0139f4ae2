class A { static change() { try { A = 1; } catch (e) { return e.message; } } static get() { return A; } } console.log(A.change(), A.get() === A); let B = class Inner { static get() { return Inner; } static change() { try { Inner = 1; } catch (e) { return e.message; } } }; const K = B; B = 2; console.log(K.get() === K, K.change(), typeof Inner);
// expect: Assignment to constant variable. true
// expect: true Assignment to constant variable. undefined
class C { static self = () => C; } const kept = C; C = null; console.log(kept.self() === kept, C); try { class D extends D { } } catch (e) { console.log(e.message); } try { class E { static [E.name] = 1; } } catch (e) { console.log(e.message); } try { new F; class F { } } catch (e) { console.log(e.message); }
// expect: true null
// expect: Cannot access 'D' before initialization
// expect: Cannot access 'E' before initialization
// expect: Cannot access 'F' before initialization
const list = []; for (let i = 0; i < 3; i++) { class Loop { static i = i; static me() { return Loop.i; } } list.push(Loop); } console.log(list.map(L => L.me()).join(), new Set(list).size); console.log((class { }).name === '', (class X { }).name, ({ y: class { } }).y.name, [class { }][0].name === '', ((z = class { }) => z.name)()); { class Block { } var leaked = Block; } console.log(typeof Block, leaked.name); switch (1) { case 1: class Case { } console.log(Case.name); }
// expect: 0,1,2 3
// expect: true X y true z
// expect: undefined Block
// expect: Case
var v = class { m() { return typeof v; } }; console.log(new v().m()); function f(P = class { static x = 1; }) { return P.x + P.name; } console.log(f()); const o = { ['k' + 1]: class { }, get k() { return class { }; } }; console.log(o.k1.name, o.k.name === ''); export_like: { const def = class { static name2 = this.name; }; console.log(def.name2); }
// expect: function
// expect: 1P
// expect: k1 true
// expect: def
