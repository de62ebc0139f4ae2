{
// part
function f(a) {
  if (a > 1) { g(); } else { g(a); }
  for (let i = 0; i < a; i++) { if (i == 1) continue; g(i); }
  while (false) { g(); }
  return a ? 1 : 2;
  g();
}
function g() { return 1; }
function never() { function inner() {} if (1) { return 2 } }
const h = a => a && g() || f(0);
h(1); h(0); f(3);
class A { constructor() { this.x = 1 } m() { try { throw 1 } catch (e) { g() } finally { g() } g() } static s() {} y = 2; get q() { return 1 } }
new A().m();
switch (3) { case 1: g(); break; case 3: g(); default: g(); break; }
function* gen() { yield 1; yield 2; }
[...gen()]; gen().next();
async function as() { await 1; if (await 0) { g() } await null; }
as();
do { g(); } while (0);
for (const k in { a: 1 }) g();
for (const v of [1, 2]) { if (v == 1) break; }
const o = { m() {}, p: function () {}, q: () => 1 };
o.m(); (function () {})();
lab: { if (1) break lab; g(); }
let z = null ?? 3; let y = z ? (1, 2) : 5;

}
(function second() {
function t1(x) { try { if (x) throw 1; } finally { x; } return 3; }
try { t1(1) } catch { }
t1(0);
function t2() { try { return 1 } catch (e) { return 2 } finally { t2.x = 1 } return 4 }
t2();
function t3(x) { try { if (x) throw 1; g3() } catch (e) { x; } finally { x } g3() }
function g3() {}
t3(0); t3(0); t3(1);
function t4(x) { while (true) { if (x) break; x++; } do { x++ } while (x < 5); for (;;) { return } }
t4(0);
const t5 = async x => { if (x) { await 1 } else { return 2 } };
t5(0); t5(1); t5(1);
function t6(x) { switch (x) { case 1: { return 1 } case 2: x; default: return x } }
t6(1); t6(2); t6(3);
function t7(x) { if (x) return 1; else if (x === 0) return 2; return 3 }
t7(0); t7(1); t7(null);
class B { a = 1 ? 2 : 3; static b = 0 || 2; #c() { return 1 } d() { return this.#c() } static { t7(1) } async e() { } *f() { } async *h() { yield 1 } set i(v) {} }
new B().d(); new B();
class C extends B { } new C();
const ö = '漢字'; function t8(a = 1 ? 2 : 3, { b = 4 || 5 } = {}) { const c = a && b ? a : b || c; return c }
t8();
label: for (const a of [1, 2]) { for (const b of [3, 4]) { if (b === 4) continue label; t6(a) } t7() }
function t9() { return; function hoisted() {} }
t9();
var { x: t10 = function () { } } = {}; t10();
const t11 = { get a() { return 1 }, set a(v) { }, async b() { }, *c() { }, 'd e': function () { }, 5: () => { } };
t11.a; t11.a = 1; t11.b();
exports.t12 = function () { }; exports.t13 = () => { }; exports.t12();
[1, 2, 3].map(x => x > 1 ? x : 0).forEach(function each(v) { if (v) { } else { t9() } });
function* t14() { try { yield 1; yield 2 } finally { t9() } }
for (const q of t14()) { break }
async function t15() { for await (const x of [1, 2]) { if (x === 2) { throw 3 } } }
t15().catch(() => { });
async function t16() { const a = await 1, b = await 2; return a + b }
t16();
throw_: { if (t9() ?? true) { break throw_ } }
})();
(() => {
function t() { }
function u(x) { try { x() } catch { x; } finally { x; } x; }
try { u(() => { throw 1 }) } catch {}
function* v() { try { yield 1 } finally { t() } }
v().next();
function* v2() { try { yield 1 } catch (e) { t() } finally { t() } t() }
v2().next();
function w(a) { do { a--; if (a == 3) return } while (a) ; t() }
w(1); w(5);
function y(a) { for (let i = 0; i < 3; i++) { if (i == a) return i } }
y(1); y(7);
function y2(a) { for (var i = 0; i < 3; i++) { if (i == a) return i } }
y2(1); y2(7);
function y3(a) { switch (a) { case 1: return 1 } }
y3(1); y3(2);
function y4(a) { { if (a) return 1; } { t() } if (a) { throw 1 } else { return 3 } t(); if (a) { t() } }
y4(1); y4(0);
const o2 = { b: { c() { } }, async *d() { } };
let s2 = a => a ? (b) => b : 0;
s2(1); s2(0);
})();
class P { static a = 1 ; b = 2 ; c() {} }
class Q { c() {} static { 1; } d() {} }
class R { static x ; static async y() {} static z = () => 1
 q() {} }
new P; R.z();
class S { #p() {} }
new S;
const T = class { static #m() {} };
class U { static ['a' + 1] = 2; [1 + 1] = 3 }
new U;
class V extends P { z = 1; }
new V;
