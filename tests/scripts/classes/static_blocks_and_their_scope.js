const log = []; class A { static a = log.push('a'); static { log.push('block ' + this.a + (this === A)); var v = 1; let l = 2; this.sum = v + l; function f() { return 'f'; } this.f = f; } static b = log.push('b'); static { try { throw 1; } catch { log.push('caught'); } finally { log.push('finally'); } } } console.log(log.join(), A.sum, A.f(), typeof v, typeof f);
// expect: a,block 1true,b,caught,finally 3 f undefined undefined
class B extends A { static { this.viaSuper = super.sum; this.arrow = () => super.f(); this.args = (() => { try { return eval('typeof arguments'); } catch (e) { return e.name; } })(); } } console.log(B.viaSuper, B.arrow());
// expect: 3 f
let privateReader; class C { #p = 'private'; static { privateReader = o => o.#p; } } console.log(privateReader(new C)); class D { static { this.order = [typeof D, this === D, this.name].join(); } } console.log(D.order); class E { static #count = 0; static { for (let i = 0; i < 3; i++) { if (i === 1) continue; this.#count += i; } label: { break label; } } static get count() { return E.#count; } } console.log(E.count);
// expect: private
// expect: function,true,D
// expect: 2
const made = [1, 2].map(n => class { static { this.n = n; } }); console.log(made.map(K => K.n).join()); try { (class { static { throw new Error('in block'); } }); } catch (e) { console.log(e.message); } for (const bad of ['class { static { return; } }', 'class { static { await; } }', 'class { static { arguments; } }', 'class { static { break; } }', 'class { static { super(); } }', 'class { static { var x; let x; } }', 'class { static { new.target; this; } }']) { try { eval(`(${bad})`); console.log('fine'); } catch (e) { console.log(e.name); } }
// expect: 1,2
// expect: in block
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: SyntaxError
// expect: fine
class F { static x = 'static x'; static { { let x = 'inner'; this.inner = x; } const get = () => this.x; this.got = get(); } static m() { return new.target; } static { this.nt = new.target; this.async = 1; } } console.log(F.inner, F.got, F.nt, F.m()); (class { static { console.log(this.name === '', typeof this); } }); const Named = class { static { console.log(this.name); } };
// expect: inner static x undefined undefined
// expect: true function
// expect: Named
