class A { constructor(x) { this.x = x; } m() { return 'A.m' + this.x; } static s() { return 'A.s' + this.name; } get g() { return this.x; } set g(v) { this.x = 'set' + v; } }
class B extends A {
  constructor() { super(1); this.y = super.m(); } m() { return 'B>' + super.m(); } static s() { return 'B>' + super.s(); }
  arrow() { return (() => (() => super.m())())(); } computed(k) { return super[k](); } get g() { return 'B' + super.g; } set g(v) { super.g = v; } field = super.m;
}
const b = new B; console.log(b.y, b.m(), B.s(), b.arrow(), b.computed('m'), b.g); b.g = 5; console.log(b.x, b.g, b.field === A.prototype.m);
// expect: A.m1 B>A.m1 B>A.sB A.m1 A.m1 B1
// expect: set5 Bset5 true
const base = { hi() { return 'base ' + this.name; }, v: 1 };
const derived = { __proto__: base, name: 'derived', hi() { return super.hi(); }, get v() { return super.v + 1; }, w() { super.w = 'own'; return Object.hasOwn(this, 'w') && !Object.hasOwn(base, 'w'); } };
console.log(derived.hi(), derived.v, derived.w(), derived.w); // expect: base derived 2 true own
const borrowed = derived.hi; console.log(borrowed.call({ name: 'other' })); Object.setPrototypeOf(derived, { hi() { return 'new proto'; } }); console.log(derived.hi(), borrowed.call({ name: 'x' }));
// expect: base other
// expect: new proto new proto
class C extends B {
  m() { return super.m() + '<C'; } del() { try { delete super.m; } catch (e) { return e.name; } } inc() { this.n = 1; super.n = 5; super.n++; return this.n; }
  missing() { try { super.nothing(); } catch (e) { return e.message; } } keyed() { let i = 0; super[(i++, 'z')] += 1; return [i, this.z].join(); }
}
const c = new C; console.log(c.m(), c.del(), c.missing(), c.inc(), c.keyed());
// expect: B>A.m1<C ReferenceError (intermediate value).nothing is not a function NaN 1,NaN
class S { static #p = 1; static block; static { this.block = () => super.toString === Function.prototype.toString; } static get p() { return S.#p; } } console.log(S.block(), S.p);
// expect: true 1
class D extends A { constructor() { const f = () => super(7); f(); try { super(8); } catch (e) { this.twice = e.message; } } } console.log(new D().x, new D().twice);
// expect: 7 Super constructor may only be called once
class E extends A { constructor(r) { if (r) return r; super(); } } const given = {}; console.log(new E(given) === given, new E(0).x);
// expect: true undefined
for (const make of [() => new (class extends A { constructor() { return 1; } }), () => new (class extends A { constructor() { this.x; } }), () => new (class extends A { constructor() { } })]) {
  try { make(); } catch (error) { console.log(error.name, error.message); }
  // expect: TypeError Derived constructors may only return object or undefined
  // expect: ReferenceError Must call super constructor in derived class before accessing 'this' or returning from derived constructor
  // expect: ReferenceError Must call super constructor in derived class before accessing 'this' or returning from derived constructor
}
class F extends A { constructor() { super(...[1, 2]); } } console.log(new F().x); // expect: 1
class Arr extends Array { constructor(...a) { super(...a); } sum() { return this.reduce((p, q) => p + q, 0); } }
const arr = new Arr(1, 2, 3); console.log(arr.sum(), arr.length, arr.map(q => q * 2).sum(), arr instanceof Arr, Array.isArray(arr));
// expect: 6 3 12 true true
class Err extends TypeError { get name() { return 'Err'; } } console.log(String(new Err('msg')), new Err instanceof TypeError);
// expect: Err: msg true
function Old(x) { this.old = x; } Old.prototype.m = function () { return 'old' + this.old; }; class New extends Old { m() { return super.m() + '!'; } } console.log(new New(3).m());
// expect: old3!
class N extends null { static f() { return super.f; } } console.log(N.f(), Object.getPrototypeOf(N.prototype));
// expect: undefined null
class Swapped extends A { constructor() { super(); } } Object.setPrototypeOf(Swapped, class { constructor() { this.swapped = true; } }); console.log(new Swapped().swapped, new Swapped() instanceof A);
// expect: true true
const order = []; class O extends (order.push('heritage'), A) { [(order.push('key'), 'k')]() { } static x = order.push('static'); y = order.push('field'); constructor() { order.push('before'); super(); order.push('after'); } } new O; console.log(order.join());
// expect: heritage,key,static,before,field,after
