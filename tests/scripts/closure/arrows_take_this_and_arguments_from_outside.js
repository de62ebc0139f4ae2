function outer() { return [() => this.v, () => arguments.length, () => arguments[0], () => () => this.v + arguments[1]].map(f => { const r = f(); return typeof r === 'function' ? r() : r; }).join(); } console.log(outer.call({ v: 1 }, 2, 3), outer.apply({ v: 'x' }, ['y']));
// expect: 1,2,2,4 x,1,y,xundefined
const o = { v: 'o', m() { return (() => ({ v: 'inner', get: () => this.v }))().get(); }, arrow: () => typeof this, nested() { return [1].map(() => [2].map(() => this.v)[0])[0]; } }; console.log(o.m(), o.arrow(), o.nested(), o.m.call({ v: 'called' }));
// expect: o object o called
class A { v = 'A'; arrow = () => this.v; static make = () => this.name; later() { return () => { this.v = 'changed'; return this.v; }; } } const a = new A; const { arrow } = a; console.log(arrow(), arrow.call({ v: 'no' }), A.make.call(null), a.later()(), arrow());
// expect: A A A changed changed
function setter(p) { const set = () => { arguments[0] = 'set'; p += '!'; }; set(); return [p, arguments[0]].join(); } console.log(setter('start')); function late() { const f = () => arguments; return f() === f() && f() === arguments; } console.log(late()); function shadow(arguments2) { var arguments = 'var'; return (() => arguments)(); } console.log(shadow(1));
// expect: set!,set!
// expect: true
// expect: var
const f = (a, b = () => a, c = (a = 5, b())) => [a, b(), c].join(); console.log(f(1)); console.log((() => { try { return (() => arguments.length)() >= 0; } catch (e) { return e.name; } })(), typeof (() => { }).prototype, (() => { }).hasOwnProperty('arguments'), (a => a)(1, 2), (async => async)(3), ((a, b) => { return { a, b }; })(1, 2).b); try { new (() => { }); } catch (e) { console.log(e.name); }
// expect: 5,5,5
// expect: true undefined false 1 3 2
// expect: TypeError
