const log = []; const t = (n, v) => (log.push(n), v); const show = () => console.log(log.splice(0).join(' ')); function count() { return arguments.length; } function all(...r) { return r.join(); } function sloppy() { return typeof this; } function strict() { 'use strict'; return typeof this; }
console.log(count(), count(1), count(1, 2), count(1, 2, 3), count(1, 2, 3, 4), count(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), count(...[1, 2], 3, ...[]), all(1, ...'ab', ...new Set([2, 2])), all.apply(null, { length: 2, 0: 'x' }), all.call(0, 1, 2));
// expect: 0 1 2 3 4 10 3 1,a,b,2 x, 1,2
function few(a, b, c) { return [a, b, c].join('|'); } console.log(few(), few(1), few(1, 2), few(1, 2, 3), few(1, 2, 3, 4), few.length, ((a, b = 1, c) => 0).length, ((...r) => 0).length, (({ a }, [b]) => 0).length);
// expect: || 1|| 1|2| 1|2|3 1|2|3 3 1 0 2
console.log(sloppy(), strict(), sloppy.call(1), strict.call(1), sloppy.call(null), strict.call(null), sloppy.call('s'), [1].map(sloppy)[0], [1].map(strict, 'th')[0]); const o = { m() { return this === o; }, f: () => typeof this, n: { m() { return this === o.n; } } };
// expect: object undefined object number object object object object string
console.log(o.m(), o['m'](), (o.m)(), (o?.m)(), o?.m(), (0, o.m)(), (o.m = o.m)(), o.n.m(), o[`n`]['m'](), o.f(), (() => { const { m } = o; return m(); })(), o.m.call(o), o.m.bind(o)(), (true && o.m)(), new (function () { this.r = this instanceof o.constructor; })().r);
// expect: true true true true true false false true true object false true true false true
try { t('callee', undefined)(t('arg')); } catch (e) { t(e.name); } show(); try { t('o', {}).missing(t('arg')); } catch (e) { t(e.name); } show(); try { t('null', null)[t('key')](t('arg')); } catch (e) { t(e.name); } show(); try { o[t('k', 'nope')](t('a'), t('b')); } catch (e) { t(e.name); } show(); try { new (t('notCtor', 1))(t('arg')); } catch (e) { t(e.name); } show(); t('f', t)(t('x', 'X'), t('y')); show();
// expect: callee arg TypeError
// expect: o arg TypeError
// expect: null key TypeError
// expect: k a b TypeError
// expect: notCtor arg TypeError
// expect: f x y X
let f = x => 'first ' + x; console.log(f(f = x => 'second')); const swap = { m() { return 'old'; } }; console.log(swap.m((swap.m = () => 'new', 1)), swap.m()); function defaults(a, b = a + 1, c = () => a + b) { a = 10; return [a, b, c()].join(); } console.log(defaults(1), defaults(1, undefined), defaults(1, null)); function reassign(a, b) { a = b; b = arguments.length; return [a, b].join(); } console.log(reassign(1, 2, 3));
// expect: first x => 'second'
// expect: old new
// expect: 10,2,12 10,2,12 10,,10
// expect: 2,3
function deep(n) { return n === 0 ? 0 : 1 + deep(n - 1); } console.log(deep(5000)); let overflowed = 0; function forever() { return forever() + 1; } try { forever(); } catch (e) { overflowed = e instanceof RangeError; } console.log(overflowed, deep(100)); const mutual = { even: n => n === 0 || mutual.odd(n - 1), odd: n => n !== 0 && mutual.even(n - 1) }; console.log(mutual.even(1000)); console.log((() => { }).call(), (function () { return; })(), (() => ({}))(), (() => { return })(), typeof (() => { })());
// expect: 5000
// expect: true 100
// expect: true
// expect: undefined undefined {} undefined undefined
console.log((function () { return this; }).call(undefined) === globalThis, (function () { 'use strict'; return this; })(), (a => b => c => a + b + c)(1)(2)(3), ((a, b) => a + b)(...[1], ...[2]), Math.max(...[], 1), [..."ab"].map((x, i, arr) => x + i + arr.length).join(), String.raw`a${1}\n`, Function.prototype.call.call(function () { return this.v; }, { v: 'call.call' }), Reflect.apply(all, null, [1, 2]));
// expect: true undefined 6 3 1 a02,b12 a1\n call.call 1,2
