class A { m() { return 'm'; } get g() { return 'g'; } set g(v) { this.v = v; } static s() { return 's'; } 'quoted'() { return 'q'; } 5() { return 5; } [`c${1}`]() { return 'c'; } static [Symbol.hasInstance](x) { return x === 1; } }
console.log(Object.getOwnPropertyNames(A.prototype).join(), Object.getOwnPropertyNames(A).join(), Object.keys(A.prototype).length, 1 instanceof A, new A instanceof A);
// expect: 5,constructor,m,g,quoted,c1 length,name,prototype,s 0 true false
console.log(typeof A, A.length, class { constructor(a, b) { } }.length, Object.getOwnPropertyDescriptor(A, 'prototype').writable, Object.getOwnPropertyDescriptor(A.prototype, 'constructor').enumerable, A.prototype.m.hasOwnProperty('prototype'));
// expect: function 0 2 false false false
for (const bad of [() => A(), () => new (new A().m), () => { new A.prototype.g; }, () => A.call({}), () => Reflect.construct(new A().m, [])]) { try { bad(); console.log('fine'); } catch (e) { console.log(e.name); } } console.log(String(class { /* kept */ x = 1; }), A.prototype.m.toString());
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: class { /* kept */ x = 1; } m() { return 'm'; }
class B extends A { m() { return super.m() + 'B'; } get g() { return super.g + 'B'; } static s() { return super.s() + 'B'; } } console.log(new B().m(), new B().g, B.s(), Object.getPrototypeOf(B) === A, B.name, new B().constructor.name, B.hasOwnProperty('s')); const b = new B; b.g = 5; console.log(b.v);
// expect: mB gB sB true B B true
// expect: undefined
class C { static name = 'own name'; static length = 7; } console.log(C.name, C.length); class D { static name() { return 'method'; } } console.log(typeof D.name); const E = class { }; const F = class G { self() { return G.name; } }; console.log(E.name, F.name, new F().self(), typeof G); let H = class { }; const old = H; H = null; console.log(old.name);
// expect: own name 7
// expect: function
// expect: E G G undefined
// expect: H
class I { constructor() { return [1, 2]; } } console.log(new I().length); class J { constructor() { return 5; } } console.log(typeof new J); class K { get constructor2() { return 1; } } console.log(K.prototype.constructor2); class L { a() { return this?.x; } } const { a } = L.prototype; console.log(a());
// expect: 2
// expect: object
// expect: 1
// expect: undefined
