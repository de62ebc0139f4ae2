function F() { return new.target; } console.log(F() === undefined, new F() instanceof F, F.call({}) === undefined, Reflect.construct(F, [], Array) instanceof F);
// expect: true false true false
function G() { this.t = new.target; this.arrow = (() => (() => new.target)())(); this.evaluated = eval('new.target'); this.viaArrow = (() => eval('new.target'))(); this.inner = (function () { return new.target; })(); }
const g = new G; console.log(g.t === G, g.arrow === G, g.evaluated === G, g.viaArrow === G, g.inner);
// expect: true true true true undefined
class A {
  constructor() { this.name = new.target.name; this.same = new.target === this.constructor; } static m() { return new.target; } m() { return new.target; } get g() { return new.target; }
  field = new.target; static field = new.target; static { A.block = new.target; }
}
class B extends A { constructor() { super(); this.own = new.target.name; } } class C extends B { }
console.log(new A().name, new B().name, new C().name, new C().own, new C().same, A.m(), new A().m(), new A().g, new A().field, A.field, A.block);
// expect: A B C C true undefined undefined undefined undefined undefined undefined
class Abstract { constructor() { if (new.target === Abstract) throw new TypeError('abstract'); } } class Concrete extends Abstract { }
try { new Abstract; } catch (e) { console.log(e.message); } console.log(new Concrete instanceof Abstract);
// expect: abstract
// expect: true
const made = Reflect.construct(function () { this.proto = new.target.prototype === Array.prototype; this.called = new.target === Array; }, [], Array); console.log(made.proto, made.called, made instanceof Array, Array.isArray(made));
// expect: true true true false
function Factory(x) { if (!new.target) return new Factory(x); this.x = x; } console.log(Factory(1).x, new Factory(2).x);
// expect: 1 2
const bound = Factory.bind(null, 3); console.log(bound().x, new bound().x, new bound instanceof Factory);
// expect: 3 3 true
function defaults(t = new.target, f = () => new.target) { return [t, f()]; } console.log(defaults().join());
// expect: ,
function typed() { return typeof new.target; } console.log(typed(), new (function () { this.t = typeof new.target; })().t);
// expect: undefined function
function argument(f) { return f(new.target, [new.target], { t: new.target }) + `${new.target}`; } console.log(argument((a, [b], { t }) => [a, b, t].join()));
// expect: ,,undefined
