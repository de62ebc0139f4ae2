var name = 'module'; const indirect = eval; globalThis.name = 'global';
function f(name) { return [eval('name'), indirect('name'), (0, eval)('name'), eval?.('name'), new Function('return name')()].join(); } console.log(f('local'));
// expect: local,global,global,global,global
function declares() { eval('var made = 1; function helper() { return made + 1; }'); return [made, helper(), typeof globalThis.made].join(); } console.log(declares());
// expect: 1,2,undefined
function strictDoesNot() { 'use strict'; eval('var made = 1'); return typeof made; } console.log(strictDoesNot());
// expect: undefined
function lexical() { eval('let l = 1; const c = 2; class K {}'); return [typeof l, typeof c, typeof K].join(); } console.log(lexical());
// expect: undefined,undefined,undefined
function writes() { let x = 1; eval('x = 2; x++'); const g = () => x; eval('x *= 10'); return [x, g()].join(); } console.log(writes());
// expect: 30,30
function shadow() { var x = 'outer'; { let x = 'block'; eval('var y = x'); } return y; } console.log(shadow());
// expect: block
function conflict() { let x; { try { eval('var x'); } catch (e) { return e.name + ': ' + e.message; } } } console.log(conflict());
// expect: SyntaxError: Identifier 'x' has already been declared
function params(a = eval('var p = 5; 1'), b = p) { return [a, b, typeof p].join(); } console.log(params());
// expect: 1,5,number
function thisAndMore() { return eval('[this.v, arguments.length, new.target === undefined].join()'); } console.log(thisAndMore.call({ v: 3 }, 1, 2));
// expect: 3,2,true
class A { m() { return 'A.m'; } } class B extends A { m() { return eval('super.m()') + (() => eval('super.m()'))(); } } console.log(new B().m());
// expect: A.mA.m
class F { static #p = 4; static read() { return eval('F.#p'); } static field = eval('this === F'); } console.log(F.read(), F.field);
// expect: 4 true
function deletes() { eval('var d = 1'); var r = [delete d, typeof d]; eval('var d2 = 1'); d2 = 5; r.push(d2); return r.join(); } console.log(deletes());
// expect: true,undefined,5
function nested() { return eval('eval("var deep = 1"); deep') + deep; } console.log(nested()); // expect: 2
function loops() { var s = 0; for (let i = 0; i < 3; i++) s += eval('let i2 = i; i2 + 1'); return s; } console.log(loops());
// expect: 6
console.log(eval(5), eval(), typeof eval({}), eval('"\\u0061"'), eval(new String('1 + 1')) instanceof String);
// expect: 5 undefined object a true
try { eval('let ='); } catch (e) { console.log(e.name); } try { eval('await 1'); } catch (e) { console.log(e.name); }
// expect: SyntaxError
// expect: SyntaxError
const arrow = () => eval('typeof arguments'); console.log(arrow()); (function (eval) { console.log(eval('x')); })(x => x + ' is no code');
// expect: object
// expect: x is no code
function fnInBlock() { eval('{ function inBlock() { return 1; } }'); return typeof inBlock; } console.log(fnInBlock());
// expect: function
var fromGlobal = indirect('var viaIndirect = 1; let lexicalIndirect = 2; viaIndirect'); console.log(fromGlobal, typeof viaIndirect, typeof lexicalIndirect, delete globalThis.viaIndirect);
// expect: 1 number undefined true
