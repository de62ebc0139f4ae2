class A { #f = 1; #m() { return 'm' + this.#f; } get #g() { return this.#f; } set #g(v) { this.#f = v; } static #s = 's'; static #sm() { return A.#s; } static has(o) { return [#f in o, #m in o, #g in o].join(); } static f(o) { return o.#f; } static setF(o, v) { return o.#f = v; } static m(o) { return o.#m(); } static setM(o) { o.#m = 1; } static g(o) { return o.#g += 5; } static s(o) { return o.#s + o.#sm(); } inc() { return [this.#f++, ++this.#f, this.#f **= 2, this.#f--].join(); } opt(o) { return o?.#f; } del(o) { return delete o?.x; } call() { return this.#m.call({ __proto__: this }); } }
const a = new A; console.log(A.has(a), A.has({}), A.f(a), A.setF(a, 3), A.m(a), A.g(a), A.s(A), a.inc(), a.opt(null), a.opt(a));
// expect: true,true,true false,false,false 1 3 m3 8 ss 8,10,100,100 undefined 99
const attempt = f => { try { console.log(f()); } catch (e) { console.log(e.name); } };
attempt(() => A.f({})); attempt(() => A.setF({}, 1)); attempt(() => A.m({})); attempt(() => A.setM(a)); attempt(() => A.g({})); attempt(() => A.s(class extends A { })); attempt(() => A.has(1)); attempt(() => a.call()); attempt(() => A.f(null)); attempt(() => A.f(5)); attempt(() => A.f(Object.create(a)));
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
class B extends A { #f = 'B'; static f(o) { return o.#f; } } console.log(B.f(new B), A.f(new B), (() => { try { return B.f(a); } catch (e) { return e.name; } })()); const make = () => class { #x = 1; static read(o) { return o.#x; } }; const K1 = make(), K2 = make(); attempt(() => K1.read(new K1)); attempt(() => K1.read(new K2));
// expect: B 1 TypeError
// expect: 1
// expect: TypeError
class OnlyGet { get #x() { return 1; } set #y(v) { } t1() { this.#x = 2; } t2() { return this.#y; } t3() { this.#y = this.#x; return 'ok'; } } const og = new OnlyGet; attempt(() => og.t1()); attempt(() => og.t2()); attempt(() => og.t3());
// expect: TypeError
// expect: TypeError
// expect: ok
class Order { a = this.#m(); #m() { return 'method ready'; } b = (() => { try { return this.#late; } catch (e) { return e.name; } })(); #late = 1; } const or = new Order; console.log(or.a, or.b); class Inner { #x = 'outer x'; nested() { return class { #x = 'inner x'; read(o) { return o.#x; } static outer(o, i) { return new this().read(i); } }; } arrow() { return [1].map(() => this.#x)[0]; } ev() { return eval('this.#x'); } } const inn = new Inner, N = inn.nested(); console.log(new N().read(new N), inn.arrow(), inn.ev()); attempt(() => new N().read(inn));
// expect: method ready TypeError
// expect: inner x outer x outer x
// expect: TypeError
class Spread { #a = [1, 2]; #o = { p: 3 }; #fn = (...x) => x.length; #tag = s => s[0]; go() { return [Math.max(...this.#a), { ...this.#o }.p, this.#fn(...this.#a), this.#tag`t`, this.#o.p++, this.#o?.p, this.#fn?.(1), typeof this.#fn, [this.#a] = [[9]], this.#a[0]].join(); } destr() { ({ z: this.#a, ...this.#o } = { z: 4, w: 5 }); return this.#a + JSON.stringify(this.#o); } logical() { this.#a &&= null; this.#a ??= 'x'; this.#a ||= 'y'; return this.#a; } } const sp = new Spread; console.log(sp.go(), sp.destr(), sp.logical()); for (const bad of ['class { m() { this.#nope } }', 'class { #a; #a }', 'class { constructor() { delete this.#a } #a }', 'this.#x', 'class { #constructor }', 'class { get #a(){} set #a(v){} get #a(){} }', 'class { static get #a(){} set #a(v){} }']) { try { eval(`(${bad})`); console.log('fine'); } catch (e) { console.log(e.name); } }
// expect: 2,3,2,t,3,4,1,function,9,9 4{"w":5} x
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
