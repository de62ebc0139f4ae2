const log = []; const base = { get x() { log.push('get'); return this.tag; }, set x(v) { log.push(`set ${v}`); this.stored = v; }, tag: 'base' }; const kid = { __proto__: base, tag: 'kid' }; kid.x = 1; console.log(kid.x, kid.stored, base.stored, Object.hasOwn(kid, 'x'), log.splice(0).join());
// expect: kid 1 undefined false set 1,get
kid.x += 5; kid.x++; kid.x ??= 1; kid.x &&= 2; console.log(log.splice(0).join()); Object.defineProperty(kid, 'x', { value: 'own', writable: true, configurable: true }); kid.x = 'data'; console.log(kid.x, log.length); delete kid.x; console.log(kid.x, log.splice(0).join());
// expect: get,set kid5,get,set NaN,get,get,set 2
// expect: data 0
// expect: kid get
const ro = Object.create({ get r() { return 1; } }); ro.r = 2; console.log(ro.r, Object.hasOwn(ro, 'r')); const roData = Object.create(Object.freeze({ d: 1 })); roData.d = 2; console.log(roData.d, Object.hasOwn(roData, 'd')); (function () { 'use strict'; try { ro.r = 2; } catch (e) { console.log(e.message); } try { roData.d = 2; } catch (e) { console.log(e.message); } })(); Object.defineProperty(roData, 'd', { value: 3 }); console.log(roData.d);
// expect: 1 false
// expect: 1 false
// expect: Cannot set property r of #<Object> which has only a getter
// expect: Cannot assign to read only property 'd' of object '#<Object>'
// expect: 3
const many = Array.from({ length: 6 }, (_, i) => ({ ['p' + i]: 0, get v() { return i; }, set v(x) { this['p' + i] = x; } })); function bump(o) { o.v = o.v + 1; return o.v; } for (let turn = 0; turn < 3; turn++) console.log(many.map(bump).join(), many.map((o, i) => o['p' + i]).join()); const recv = { get me() { return this; } }; console.log(Object.create(recv).me !== recv, Reflect.get(recv, 'me', 7) == 7, recv.me === recv); const s = new Set; s.add(Reflect.set({ set q(v) { s.add(this); } }, 'q', 1, 'receiver')); console.log(s.size);
// expect: 0,1,2,3,4,5 1,2,3,4,5,6
// expect: 0,1,2,3,4,5 1,2,3,4,5,6
// expect: 0,1,2,3,4,5 1,2,3,4,5,6
// expect: true true true
// expect: 2
class Lazy { get value() { Object.defineProperty(this, 'value', { value: 'computed', enumerable: true }); return this.value; } } const lazy = new Lazy; console.log(lazy.value, lazy.value, Object.keys(lazy).join(), Object.hasOwn(Lazy.prototype, 'value')); const arr = { get length() { return 2; }, 0: 'a', 1: 'b' }; console.log(Array.prototype.join.call(arr), Array.from(arr).length, JSON.stringify({ get j() { return 'json'; } }), Object.assign({}, { get c() { return 'copied'; } }).c, { ...{ get d() { return 'spread'; } } }.d, Object.entries({ get e() { return 1; } }).join()); let depth = 0; const rec = { get r() { return depth++ < 3 ? this.r + 1 : 0; } }; console.log(rec.r, depth); const thrower = { get t() { throw new RangeError('getter threw'); } }; for (const use of [x => x.t, ({ t }) => t, x => ({ ...x }), x => JSON.stringify(x), x => Object.values(x), x => x.t++, x => x.t ??= 1]) try { use(thrower); } catch (e) { log.push(e.name[0]); } console.log(log.join(''));
// expect: computed computed value true
// expect: a,b 2 {"j":"json"} copied spread e,1
// expect: 3 4
// expect: RRRRRRR
