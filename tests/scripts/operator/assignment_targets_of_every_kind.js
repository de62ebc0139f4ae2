const log = []; const t = (n, v) => (log.push(n), v); const show = (...v) => console.log([...v, ...log.splice(0)].join(' ')); let a, b, c; const o = {}; const arr = [];
a = b = c = 5; show(a + b + c); (a) = 6; ((b)) = 7; (o.x) = 8; (o)['y'] = 9; show(a, b, o.x, o.y); o.self = o; o.self.self.z = 1; show(o.z, (o.w = 2) + o.w); arr[arr.length] = 'p'; arr[arr.length++] = 'q'; show(arr.join(), arr.length);
// expect: 15
// expect: 6 7 8 9
// expect: 1 4
// expect: p,q 2
let i = 0; arr[i++] = i++; show(arr[0], i); i = 0; arr[i] = i = 1; show(arr[0], arr[1], i); i = 0; o[i++] = i; o[++i] = ++i; show(o[0], o[2], i); const get = () => (t('get'), o); get().p = t('value', 3); get()[t('key', 'q')] = t('value', 4); show(o.p, o.q);
// expect: 1 2
// expect: 1 q 1
// expect: 1 3 3
// expect: 3 4 get value get key value
try { t('base', null).x = t('value'); } catch (e) { show(e.name); } try { undefined[t('key')] = t('value'); } catch (e) { show(e.name); } 'str'.x = 1; (5).x = 1; true.x = 1; show(String('str'.x), String((5).x)); (function () { 'use strict'; for (const v of ['str', 5, true, Symbol(), 1n]) try { v.x = 1; } catch (e) { t(e.name); } show(); })();
// expect: TypeError base value
// expect: TypeError key value
// expect: undefined undefined
// expect: TypeError TypeError TypeError TypeError TypeError
const konst = 1; for (const f of [() => konst = 2, () => konst++, () => konst += 1, () => { [konst] = [2]; }, () => { ({ konst } = { konst: 2 }); }, () => { for (konst of [1]); }, () => { for (konst in { a: 1 }); }]) try { f(); t('none'); } catch (e) { t(e.name); } show(konst); a = 1; a += a = 5; show(a); a = 2; a **= a += 1; show(a); a = 'x'; a += (a = 'y', 'z'); show(a); a = [1]; a[0] += a = 3; show(a); a = { v: 1 }; const keep = a; a.v += (a = { v: 100 }, 10); show(keep.v, a.v); a = 1; a = a++ + a--; show(a); a = { n: 1 }; a.n = a.m = a = 7; show(a);
// expect: 1 TypeError TypeError TypeError TypeError TypeError TypeError TypeError
// expect: 6
// expect: 8
// expect: xz
// expect: 3
// expect: 11 100
// expect: 3
// expect: 7
({ a, b = t('default', 2), ...c } = { a: 1, d: 4 }); show(a, b, c.d); [a, [b], { x: c = 3 }] = [1, [2], {}]; show(a, b, c); [o.first, o['second'], arr[0]] = 'xyz'; show(o.first, o.second, arr[0]); [a = t('lazy')] = [0]; show(a); [[a] = [t('nested', 1)]] = [undefined]; show(a); [a, b] = [b, a]; show(a, b); for ([a, b] of [[1, 2]]); for ({ a, b: o.loop } of [{ a: 3, b: 4 }]); for (o.k in { key: 1 }); show(a, o.loop, o.k); (a, b) => { }; [(a), (o.paren)] = [5, 6]; ({ x: (b) } = { x: 7 }); show(a, o.paren, b); var v1 = v2 = 3, v2; show(v1, v2);
// expect: 1 2 4 default
// expect: 1 2 3
// expect: x y z
// expect: 0
// expect: 1 nested
// expect: 2 1
// expect: 3 4 key
// expect: 5 6 7
// expect: 3 3
