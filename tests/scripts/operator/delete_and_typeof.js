const o = { a: 1, get b() { return 2; }, 3: 'three' }; console.log(delete o.a, delete o.a, delete o.b, delete o[3], Object.keys(o).length, delete o?.x, delete null?.x, delete 5, delete (() => 1)());
// expect: true true true true 0 true true true true
console.log(delete [].length, delete 'abc'.length, delete 'abc'[0], delete 'abc'[5], delete Math.PI, (() => { try { return (function () { 'use strict'; delete [].length; })(); } catch (e) { return e.message; } })()); const a = [1, 2, 3]; console.log(delete a[1], a.length, 1 in a, delete a[7]);
// expect: false false false true false Cannot delete property 'length' of [object Array]
// expect: true 3 false true
var v = 1; let l = 2; function f() { } console.log(delete v, delete l, delete f, delete arguments0(), typeof v); function arguments0() { return delete arguments; } (function (p) { var x; console.log(delete p, delete x, p); })(1); globalThis.made = 1; console.log(delete made, typeof made); console.log(delete undeclaredAnywhere);
// expect: false false false true number
// expect: false false 1
// expect: true undefined
// expect: true
const log = []; const key = { toString() { log.push('key'); return 'k'; } }; const t = x => (log.push('object'), x); delete t({})[key]; console.log(log.splice(0).join()); try { delete t(null)[key]; } catch (e) { console.log(e.name); } try { delete undefined.x; } catch (e) { console.log(e.message); } class A { static m() { try { delete super.x; } catch (e) { return e.message; } } } console.log(A.m());
// expect: object,key
// expect: TypeError
// expect: Cannot convert undefined or null to object
// expect: Unsupported reference to 'super'
console.log(typeof undefined, typeof null, typeof {}, typeof [], typeof (() => { }), typeof class { }, typeof Symbol(), typeof 1n, typeof NaN, typeof '', typeof new String(''), typeof Math, typeof JSON, typeof Date(), typeof new Date, typeof undeclaredName, typeof typeof 1, typeof (void 0), typeof Function.prototype, typeof Object(1n)); const frozen = Object.freeze({ x: 1 }); console.log(delete frozen.x, frozen.x, Reflect.deleteProperty(frozen, 'x')); const proto = { inherited: 1 }; const child = Object.create(proto); console.log(delete child.inherited, child.inherited);
// expect: undefined object object object function function symbol bigint number string object object object string object undefined string undefined function object
// expect: false 1 false
// expect: true 1
