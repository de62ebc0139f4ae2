const { length, [0]: first, ['b' + 1]: missing = 'default', toString: { name } } = 'abc'; console.log(length, first, missing, name);
// expect: 3 a default toString
const [a, , b = 5, [c, d = c] = [7], ...[e, ...f]] = [1, 2, undefined, undefined, 3, 4, 5]; console.log(a, b, c, d, e, f.join());
// expect: 1 5 7 7 3 4,5
const { x: { y: [z] = [] } = {}, ...others } = { x: { y: ['deep'] }, p: 1, q: 2, [Symbol.iterator]: 3 }; console.log(z, Object.keys(others).join(), others[Symbol.iterator]);
// expect: deep p,q 3
const { 1.5: n, 'quoted key': q, null: nul, if: keyword } = { 1.5: 'n', 'quoted key': 'q', null: 0, if: 'kw' }; console.log(n, q, nul, keyword);
// expect: n q 0 kw
for (const bad of [() => { const { a } = null; }, () => { const {} = undefined; }, () => { const [] = {}; }, () => { (({ a }) => a)(); }, () => { const { a: { b } } = {}; }]) { try { bad(); } catch (error) { console.log(error.name); } }
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
let s = 0; for (const { v } of [{ v: 1 }, { v: 2 }]) s += v; for (const [k, v] of Object.entries({ a: 1, b: 2 })) s += k + v; for (const [c1] in { ab: 1, cd: 2 }) s += c1; console.log(s);
// expect: 3a1b2ac
const o = {}; [o.a, o['b'], ...o.rest] = [1, 2, 3, 4]; ({ p: o.p, ...o.others } = { p: 5, r: 6 }); console.log(JSON.stringify(o));
// expect: {"a":1,"b":2,"rest":[3,4],"p":5,"others":{"r":6}}
const swap = ([l, r]) => [r, l]; console.log(swap([1, 2]).join(), (({ length: l }) => l)('four'), ((...[h, ...t]) => h + t.join(''))(1, 2, 3), (({ a: { b: q2 } = { b: 'def' } } = {}) => q2)());
// expect: 2,1 4 123 def
var fn; ({ fn = function () { } } = {}); const [arrow = () => { }] = []; const { cls = class { } } = {}; console.log(fn.name, arrow.name, cls.name);
// expect: fn arrow cls
class P { #x = 0; static set([v, w]) { const p = new P; [p.#x] = [v]; ({ w: p.#x = w } = {}); return p.#x; } } console.log(P.set([1, 2]));
// expect: 2
const proto = Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hidden: { value: 3 } }); const { inherited, hidden, ...r } = proto; console.log(inherited, hidden, JSON.stringify(r));
// expect: 1 3 {"own":2}
const { ...copy } = 'hi'; const { ...num } = 5; console.log(JSON.stringify(copy), JSON.stringify(num)); const [m, ...{ length: restLength }] = 'xyz'; console.log(m, restLength);
// expect: {"0":"h","1":"i"} {}
// expect: x 2
let order = ''; const { [(order += 1, 'a')]: A = order += 2, [(order += 3, 'b')]: B = order += 4 } = {}; console.log(order); const [g = h2, h2 = 1] = [5]; console.log(g, h2);
// expect: 1234
// expect: 5 1
