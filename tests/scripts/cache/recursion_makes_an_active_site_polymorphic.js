function get(o, depth) { return depth ? o.next(depth - 1).v + get({ ['x' + depth]: 1, v: depth, next: d => ({ v: d }) }, depth - 1) : o.v; } console.log(get({ v: 100, next: d => ({ a: 1, v: d }) }, 6));
// expect: 16
function update(o, depth) { o.n += depth ? update({ ['k' + depth]: 0, n: depth }, depth - 1) : 1; return o.n; } console.log(update({ n: 10 }, 6));
// expect: 32
function set(o, depth) { o.p = depth ? set({ ['k' + depth]: 0 }, depth - 1) + 1 : 0; return o.p; } console.log(set({}, 7));
// expect: 7
function call(o, depth) { return o.m(depth ? call({ ['k' + depth]: 0, m: x => x + depth }, depth - 1) : 0); } console.log(call({ m: x => x * 2 }, 5));
// expect: 30
function construct(C, depth) { return new C(depth ? construct(class { constructor(x) { this.x = x; this['k' + depth] = 1; } }, depth - 1) : null); } let chain = construct(class { constructor(x) { this.x = x; } }, 4), n = 0; while (chain) { chain = chain.x; n++; } console.log(n);
// expect: 5
function global(depth) { if (depth === 0) { globalThis.made = 5; return 0; } return global(depth - 1) + (typeof made === 'undefined' ? 0 : made); } console.log(global(3));
// expect: 15
const o = { get self() { delete o.a; o.b = 2; return 'self'; }, a: 1 }; function mutate(x) { return x.self + x.a + x.b; } console.log(mutate(o), mutate(o));
// expect: selfundefined2 selfundefined2
function valueOfChanges(x, y) { return x.p + y + x.p; } const target = { p: 1 }; console.log(valueOfChanges(target, { valueOf() { target.q = 1; target.p = 5; return 0; } }), valueOfChanges(target, { valueOf() { delete target.p; return 0; } }));
// expect: 6 NaN
function elements(a, i, depth) { a[i] = depth ? elements(depth % 2 ? { length: 0 } : [], i, depth - 1) + 1 : 0; return a[i]; } console.log(elements([], 0, 5), elements('text', 0, 0)); function mixed(a, i) { return a[i]; } console.log([[[1], 0], ['ab', 1], [{ k: 2 }, 'k'], [[1], -1], [new Uint8Array([7]), 0], [[, 3], 0], [5, 'toFixed']].map(([a, i]) => typeof mixed(a, i)).join());
// expect: 5 t
// expect: number,string,number,undefined,number,undefined,function
