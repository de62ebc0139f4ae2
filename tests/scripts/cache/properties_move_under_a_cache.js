function read(o) { return o.p; } function write(o, v) { o.p = v; return o.p; } const warm = (f, ...a) => { for (let i = 0; i < 5; i++) f(...a); };
const o = { p: 1 }; warm(read, o); delete o.p; console.log(read(o)); o.p = 2; console.log(read(o)); Object.defineProperty(o, 'p', { get: () => 'getter', configurable: true }); console.log(read(o));
// expect: undefined
// expect: 2
// expect: getter
Object.defineProperty(o, 'p', { value: 3, writable: false, configurable: true }); write(o, 4); console.log(read(o)); Object.defineProperty(o, 'p', { writable: true }); console.log(write(o, 5));
// expect: 3
// expect: 5
const proto = { p: 'proto' }, child = Object.create(proto); warm(read, child); proto.p = 'changed'; console.log(read(child)); child.p = 'own'; console.log(read(child)); delete child.p; console.log(read(child)); delete proto.p; console.log(read(child));
// expect: changed
// expect: own
// expect: changed
// expect: undefined
Object.prototype.p = 'from Object'; console.log(read(child), read({})); delete Object.prototype.p; console.log(read(child), read({})); Object.setPrototypeOf(child, { p: 'other proto' }); console.log(read(child)); Object.setPrototypeOf(child, null); console.log(read(child));
// expect: from Object from Object
// expect: undefined undefined
// expect: other proto
// expect: undefined
const mid = Object.create({ p: 'grand' }), leaf = Object.create(mid); warm(read, leaf); mid.p = 'mid'; console.log(read(leaf)); delete mid.p; console.log(read(leaf)); Object.defineProperty(mid, 'p', { get() { return this === leaf; }, configurable: true }); console.log(read(leaf)); Object.setPrototypeOf(mid, { p: 'new grand' }); delete mid.p; console.log(read(leaf));
// expect: mid
// expect: grand
// expect: true
// expect: new grand
const add = o => { o.p = 1; return o; }; warm(() => add({ x: 1 })); const setters = []; Object.defineProperty(Object.prototype, 'p', { set(v) { setters.push(v); }, get() { return 'inherited'; }, configurable: true }); console.log(Object.keys(add({ x: 1 })).join(), setters.length); delete Object.prototype.p; console.log(Object.keys(add({ x: 1 })).join());
// expect: x 1
// expect: x,p
Object.defineProperty(Object.prototype, 'p', { value: 'readonly', writable: false, configurable: true }); console.log(Object.keys(add({ x: 1 })).join()); delete Object.prototype.p; console.log(Object.keys(add({ x: 1 })).join()); const sealed = Object.preventExtensions({ x: 1 }); console.log(Object.keys(add(sealed)).join(), Object.isFrozen(Object.freeze(add({ x: 2 }))));
// expect: x
// expect: x,p
// expect: x true
const frozen = { p: 1 }; warm(write, frozen, 1); Object.freeze(frozen); write(frozen, 2); console.log(frozen.p); (() => { 'use strict'; try { frozen.p = 3; } catch (e) { console.log(e.message); } })(); const dict = {}; for (let i = 0; i < 200; i++) dict['k' + i] = i; dict.p = 'dict'; warm(read, dict); delete dict.k5; dict.p = 'dict2'; console.log(read(dict)); delete dict.p; console.log(read(dict)); dict.p = 'again'; console.log(read(dict));
// expect: 1
// expect: Cannot assign to read only property 'p' of object '#<Object>'
// expect: dict2
// expect: undefined
// expect: again
const shapes = Array.from({ length: 12 }, (_, i) => ({ ['s' + i]: 0, p: i })); for (let turn = 0; turn < 3; turn++) for (const s of shapes) write(s, read(s) + 1); console.log(shapes.map(read).join()); shapes[3] = { get p() { return 'g'; } }; console.log(shapes.map(read).join()); class P { #p = 1; static r(x) { return x.#p; } } warm(P.r, new P); try { P.r({}); } catch (e) { console.log(e.name); }
// expect: 3,4,5,6,7,8,9,10,11,12,13,14
// expect: 3,4,5,g,7,8,9,10,11,12,13,14
// expect: TypeError
