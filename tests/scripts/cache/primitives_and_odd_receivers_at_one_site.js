function len(x) { return x.length; } const all = ['abc', [1, 2], { length: 'l' }, (a, b) => 0, 5, true, Symbol('s'), 10n, new String('four'), '', '\u{1F600}', new Uint8Array(3), { get length() { return 'got'; } }, Object.create([1])];
console.log(all.map(len).join()); console.log(all.map(len).join());
// expect: 3,2,l,2,,,,,4,0,2,3,got,1
// expect: 3,2,l,2,,,,,4,0,2,3,got,1
for (const bad of [null, undefined]) try { len(bad); } catch (e) { console.log(e.message); }
// expect: Cannot read properties of null (reading 'length')
// expect: Cannot read properties of undefined (reading 'length')
function method(x) { return x.toString(); } const values = [1, 'a', true, [1], null, { toString: () => 'own' }, 2n, function f() { }.name, 1.5, Object(7)];
console.log(values.map(v => { try { return method(v); } catch (e) { return e.name; } }).join()); const saved = Number.prototype.toString; Number.prototype.toString = function () { return 'patched ' + typeof this; }; console.log(method(1), method(Object(7)), method('a')); Number.prototype.toString = saved; console.log(method(1));
// expect: 1,a,true,1,TypeError,own,2,f,1.5,7
// expect: patched object patched object a
// expect: 1
String.prototype.extra = 'x'; function extra(x) { return x.extra; } console.log(extra('a'), extra('b'), extra(1), extra({})); String.prototype.extra = 'y'; console.log(extra('a')); delete String.prototype.extra; console.log(extra('a')); String.prototype.self = function () { 'use strict'; return typeof this; }; String.prototype.sloppy = function () { return typeof this; }; const call = s => s.self() + s.sloppy(); console.log(call('q'), call('r')); delete String.prototype.self; try { call('q'); } catch (e) { console.log(e.message); }
// expect: x x undefined undefined
// expect: y
// expect: undefined
// expect: stringobject stringobject
// expect: s.self is not a function
function set(x) { x.prop = 1; return x.prop; } console.log([1, 'a', true, {}, [], () => 0].map(set).join()); (function () { 'use strict'; for (const v of [1, 'a', Symbol('d'), 5n]) { try { v.prop = 1; console.log('fine'); } catch (e) { console.log(e.message); } } })();
// expect: ,,,1,1,1
// expect: Cannot create property 'prop' on number '1'
// expect: Cannot create property 'prop' on string 'a'
// expect: Cannot create property 'prop' on symbol 'Symbol(d)'
// expect: Cannot create property 'prop' on bigint '5'
