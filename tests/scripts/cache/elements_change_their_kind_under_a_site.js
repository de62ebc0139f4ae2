function get(a, i) { return a[i]; } function set(a, i, v) { a[i] = v; return a.length; } const dense = [1, 2, 3]; for (let i = 0; i < 5; i++) get(dense, 1);
console.log(set(dense, 3, 4), set(dense, 10, 'far'), get(dense, 5), 5 in dense, dense.length, set(dense, 1e6, 'sparse'), get(dense, 1e6), get(dense, 2)); dense.length = 2; console.log(get(dense, 2), dense.join());
// expect: 4 11 undefined false 11 1000001 sparse 3
// expect: undefined 1,2
const a = [1, 2, 3]; delete a[1]; console.log(get(a, 1)); Array.prototype[1] = 'proto'; console.log(get(a, 1), a[1], [, ,][1], [...a].join()); delete Array.prototype[1]; console.log(get(a, 1)); Object.defineProperty(a, 1, { get: () => 'getter', configurable: true }); console.log(get(a, 1), a.join()); Object.defineProperty(a, 1, { value: 2, writable: false }); set(a, 1, 9); console.log(get(a, 1));
// expect: undefined
// expect: proto proto proto 1,proto,3
// expect: undefined
// expect: getter 1,getter,3
// expect: 2
const frozen = Object.freeze([1, 2]); console.log(set(frozen, 0, 9), set(frozen, 2, 9), get(frozen, 0), get(frozen, 2)); const sealed = Object.seal([1, 2]); set(sealed, 0, 9); set(sealed, 2, 9); console.log(sealed.join(), sealed.length); const fixed = Object.preventExtensions([1, , 3]); set(fixed, 1, 9); set(fixed, 0, 8); console.log(fixed.join());
// expect: 2 2 1 undefined
// expect: 9,2 2
// expect: 8,,3
const o = {}; set(o, 0, 'zero'); set(o, '1', 'one'); set(o, -1, 'neg'); set(o, 1.5, 'frac'); set(o, '01', 'text'); set(o, 4294967295, 'big'); set(o, 4294967294, 'max index'); console.log(Object.keys(o).join(), get(o, '0'), get(o, 1), get(o, '-1'), get(o, -1), get(o, '1.5'), get(o, 4294967295)); const arr = []; arr[4294967295] = 1; arr[4294967294] = 2; console.log(arr.length, Object.keys(arr).join()); try { arr.push(1); } catch (e) { console.log(e.name, arr.length); }
// expect: 0,1,4294967294,-1,1.5,01,4294967295 zero one neg neg frac big
// expect: 4294967295 4294967294,4294967295
// expect: RangeError 4294967295
console.log(get('text', 1), get('text', 9), get('text', -1), set('text', 0, 'x'), get([5], '0'), get([5], 0.0), get([5], -0), get([5], '-0'), get([5], 1e-7), get({ NaN: 1, undefined: 2, null: 3, true: 4 }, NaN), get({ undefined: 2 }, undefined), get({ true: 4 }, true)); const sym = Symbol('k'); console.log(get({ [sym]: 'symbol' }, sym), get([1], { toString: () => '0' }), get({ '[object Object]': 'obj' }, {}));
// expect: e undefined undefined 4 5 5 5 undefined undefined 1 2 4
// expect: symbol 1 obj
const typed = new Uint8Array([1, 2]); console.log(set(typed, 0, 257), get(typed, 0), set(typed, 5, 1), get(typed, 5), 5 in typed, get(typed, '1'), get(typed, '-0'), set(typed, 1, 'x'), get(typed, 1)); const args = (function () { return arguments; })(1, 2); set(args, 0, 'set'); set(args, 5, 'more'); console.log(get(args, 0), args.length, get(args, 5)); class Sub extends Array { } const sub = new Sub; set(sub, 0, 1); set(sub, 1, 2); console.log(sub.length, sub instanceof Sub); const setter = []; Object.defineProperty(Object.prototype, '3', { set(v) { setter.push(v); }, configurable: true }); const plain = [0, 1, 2]; set(plain, 3, 'intercepted'); delete Object.prototype[3]; console.log(plain.length, setter.join()); set(plain, 3, 'own'); console.log(plain.length);
// expect: 2 1 2 undefined false 2 undefined 2 0
// expect: set 2 more
// expect: 2 true
// expect: 3 intercepted
// expect: 4
