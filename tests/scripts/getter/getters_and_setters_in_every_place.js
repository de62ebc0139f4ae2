const log = []; const show = () => console.log(log.splice(0).join(' '));
const o = { _v: 1, get v() { log.push('get'); return this._v; }, set v(x) { log.push('set' + x); this._v = x; }, get [`c${1}`]() { return 'computed'; }, get 5() { return 'five'; }, set 'quoted name'(x) { log.push(x); } };
o.v = 2; o.v += 3; o.v++; console.log(o.v, o.c1, o[5]); o['quoted name'] = 'q'; show();
// expect: 6 computed five
// expect: set2 get set5 get set6 get q
const child = Object.create(o); child.v = 9; console.log(child.v, o._v, Object.keys(child).join()); show();
// expect: 9 6 _v
// expect: set9 get
class A { static get s() { return this.name; } get g() { return 'A.g'; } set g(x) { log.push('A.g=' + x); } }
class B extends A { get g() { return 'B>' + super.g; } set g(x) { super.g = x + '!'; } } const b = new B; b.g = 1; console.log(b.g, B.s, A.s); show();
// expect: B>A.g B A
// expect: A.g=1!
const d = Object.getOwnPropertyDescriptor(A.prototype, 'g'); console.log(typeof d.get, d.set.name, d.get.name, d.enumerable, d.configurable);
// expect: function set g get g false true
const onlyGet = { get x() { return 1; } }; onlyGet.x = 2; console.log(onlyGet.x); // expect: 1
(() => { 'use strict'; try { onlyGet.x = 2; } catch (e) { console.log(e.message); } })(); const onlySet = { set x(v) { } }; console.log(onlySet.x, 'x' in onlySet);
// expect: Cannot set property x of #<Object> which has only a getter
// expect: undefined true
const replaced = { get a() { return 1; }, a: 2 }; const merged = { get a() { return 1; }, set a(v) { }, b: 0, get b() { return 3; } };
console.log(replaced.a, typeof Object.getOwnPropertyDescriptor(merged, 'a').set, merged.b); // expect: 2 function 3
const getThis = { get me() { 'use strict'; return typeof this; }, get sloppy() { return typeof this; } }; console.log(Reflect.get(getThis, 'me', 5), Reflect.get(getThis, 'sloppy', 5));
// expect: number object
Number.prototype.__defineGetter__('kind', function () { 'use strict'; return typeof this; }); console.log((5).kind, 5..kind); delete Number.prototype.kind;
// expect: number number
let n = 0; const counter = { get next() { return n++; } }; console.log(counter.next, counter.next + counter.next, `${counter.next}`, counter?.next, counter['next'], n);
// expect: 0 3 3 4 5 6
const { next, next: again } = counter; console.log(next, again); // expect: 6 7
const throwing = { get boom() { throw new Error('in getter'); } }; try { throwing.boom.x; } catch (e) { console.log(e.message); }
// expect: in getter
console.log('boom' in throwing, Object.keys(throwing).join()); console.log(delete throwing.boom, throwing.boom);
// expect: true boom
// expect: true undefined
