const log = []; const t = (n, v) => (log.push(n), v); const show = () => console.log(log.splice(0).join(' '));
const o = { [t('k1', 'a')]: t('v1', 1), b: t('v2', 2), [t('k2', 'a')]: t('v3', 3), ...t('spread', { c: 4, b: 5 }), get d() { return 6; }, d: 7, 'e f': 8, 9: 'nine', 1.5: 'x', 0x10: 'hex', async: 1, get: 2, set: 3, static: 4, __proto__: t('proto', null) }; show(); console.log(Object.keys(o).join(), o.a, o.b, o.d, Object.getPrototypeOf(o));
// expect: k1 v1 v2 k2 v3 spread proto
// expect: 9,16,a,b,c,d,e f,1.5,async,get,set,static 3 5 7 null
console.log({ __proto__: 5 } instanceof Object, Object.keys({ ['__proto__']: 1 }).join(), ({ __proto__() { return 1; } }).__proto__(), Object.keys({ '__proto__': Array.prototype }).length, (() => { const __proto__ = 2; return Object.keys({ __proto__ }).join(); })()); try { eval('({ __proto__: 1, "__proto__": 2 })'); } catch (e) { console.log(e.name); }
// expect: true __proto__ 1 0 __proto__
// expect: SyntaxError
const m = { f() { }, async g() { }, *h() { }, ['i' + 1]() { }, get j() { return 1; }, k: () => { }, l: function () { }, m: class { }, [Symbol('sym')]() { }, 5() { } }; console.log(m.f.name, m.g.name, m.h.name, m.i1.name, m.k.name, m.l.name, m.m.name, m[Object.getOwnPropertySymbols(m)[0]].name, m[5].name, 'prototype' in m.f, 'prototype' in m.l);
// expect: f g h i1 k l m [sym] 5 false true
const x = 1, y = 2; console.log(JSON.stringify({ x, y, z: x + y, ...null, ...undefined, ...5, ...'hi', ...[7], ...{ get g() { return 'read'; } } })); const src = Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true }, hidden: { value: 3 } }); console.log(JSON.stringify({ ...src }), Object.getOwnPropertyDescriptor({ ...{ get a() { return 1; } } }, 'a').value);
// expect: {"0":7,"1":"i","x":1,"y":2,"z":3,"g":"read"}
// expect: {"own":2} 1
const a = [1, , 3, , ,]; console.log(a.length, 1 in a, a.indexOf(undefined), JSON.stringify(a), [, ].length, [,,].length, [...[, 1]].length, 0 in [...[, 1]], [...'añ', ...new Map([[1, 2]])].join()); console.log([t('1'), ...(t('2'), [t('3')]), t('4')].length); show(); const big = [0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30]; console.log(big.length, big.reduce((p, q) => p + q));
// expect: 5 false -1 [1,null,3,null,null] 1 2 2 true a,ñ,1,2
// expect: 3
// expect: 1 2 3 4
// expect: 31 465
function fresh() { return [{}, [], () => 0, class { }]; } const f1 = fresh(), f2 = fresh(); console.log(f1.map((v, i) => v === f2[i]).join()); const shapes = []; for (let i = 0; i < 3; i++) { const q = { a: i, b: i * 2 }; if (i === 1) { q.c = 1; delete q.a; } shapes.push(Object.keys(q).join('')); } console.log(shapes.join()); console.log(({ a: 1, b: { c: [{ d: 2 }] } }).b.c[0].d, [[1, 2], [3]][0][1], { if: 1, class: 2, null: 3 }.class, ({ 'use strict': 1 })['use strict']);
// expect: false,false,false,false
// expect: ab,bc,ab
// expect: 2 2 2 1
console.log(0b11, 0o17, 0xfF, 1e3, .5, 5., 1_000, 0.1 + 0.2, 9007199254740993, 010, 08, '\x41\u0042\u{43}\103\0'.length, "\'", 0xffffffffffffffffn, -1n, 1e400, 5e-324, 1e21, 123456789012345680000, 0.000001, 1e-7);
// expect: 3 15 255 1000 0.5 5 1000 0.30000000000000004 9007199254740992 8 8 5 ' 18446744073709551615n -1n Infinity 5e-324 1e+21 123456789012345680000 0.000001 1e-7
