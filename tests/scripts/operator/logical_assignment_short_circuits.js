const log = [];
const object = {
  get set() { log.push('get set'); return 1; }, set set(v) { log.push('set set'); },
  get unset() { log.push('get unset'); return null; }, set unset(v) { log.push('set unset ' + v); },
};
object.set ||= log.push('rhs'); object.unset ??= 5; object.unset &&= log.push('rhs'); object.set &&= 2;
console.log(log.splice(0).join()); // expect: get set,get unset,set unset 5,get unset,get set,set set
const frozen = Object.freeze({ a: 1, n: null });
(function () { 'use strict'; frozen.a ||= 2; frozen.a ??= 2; try { frozen.a &&= 2; } catch (e) { console.log(e.name); } })();
// expect: TypeError
const konst = 1; konst ||= 2; konst ??= 3; try { konst &&= 2; } catch (e) { console.log(e.message); }
// expect: Assignment to constant variable.
let f; f ??= function () {}; let g = null; g ||= () => {}; let h = 1; h &&= class {}; console.log(f.name, g.name, h.name);
// expect: f g h
let key = { toString() { log.push('key'); return 'p'; } }; const o = {}; o[key] ??= log.push('value'); console.log(log.splice(0).join(), o.p);
// expect: key,value,key 2
console.log((null ?? 'd') + (0 ?? 'd') + (undefined ?? null ?? 'e'), (0 || null) ?? 'x', '' || 0 || 'last', 1 && 2 && 3, 1 && 0 && 3);
// expect: d0e x last 3 0
class P { #x; static run() { const p = new P; p.#x ??= 3; p.#x &&= p.#x + 1; p.#x ||= 9; return p.#x; } } console.log(P.run());
// expect: 4
let a = 0, b2 = 0; a || (b2 = 1) && (a = 2); console.log(a, b2); // expect: 2 1
