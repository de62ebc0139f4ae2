const log = []; const iter = (name, ...values) => ({ [Symbol.iterator]() { log.push('open ' + name); let i = 0; return { next() { log.push('next ' + name); return { done: i >= values.length, value: values[i++] }; } }; } }); const show = () => console.log(log.splice(0).join(' ')); const f = (...a) => a.join();
console.log(f(...iter('a', 1), 'mid', ...iter('b', 2, 3))); show(); console.log([...iter('c'), ...iter('d', 4)].join()); show(); console.log(new (class { constructor(...a) { this.a = a; } })(...iter('e', 5), 6).a.join()); show(); class P { constructor(...a) { this.a = a; } } class Q extends P { constructor(...a) { super(0, ...a, 9); } } console.log(new Q(1, 2).a.join());
// expect: 1,mid,2,3
// expect: open a next a next a open b next b next b next b
// expect: 4
// expect: open c next c open d next d next d
// expect: 5,6
// expect: open e next e next e
// expect: 0,1,2,9
for (const bad of [1, null, undefined, {}, { [Symbol.iterator]: 1 }]) { try { f(...bad); console.log('fine'); } catch (e) { console.log(e.name); } }
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: TypeError
const saved = Array.prototype[Symbol.iterator]; Array.prototype[Symbol.iterator] = function () { let n = 0; return { next: () => ({ done: n++ > 0, value: 'patched' }) }; };
const patched = [...[1, 2]]; const called = f(...[1, 2]); let looped = ''; for (const x of [1, 2]) looped += x; const [first, second] = [1, 2]; Array.prototype[Symbol.iterator] = saved; console.log(patched.join(), called, looped, first, second, [...[1, 2]].join());
// expect: patched patched patched patched undefined 1,2
const own = [1, 2]; own[Symbol.iterator] = () => ({ next: () => ({ done: true }) }); console.log([...own].length, f(...own) === ''); const holes = [, 1, ,]; console.log(f(...holes), [...holes].map(x => typeof x).join(), Math.max(...[1, 5, 3]), String.fromCharCode(...[72, 105]));
// expect: 0 true
// expect: ,1, undefined,number,undefined 5 Hi
const grow = [1]; let n = 0; for (const x of grow) { if (n++ < 3) grow.push(x + 1); } console.log(grow.join()); const shrink = [1, 2, 3, 4]; const seen = []; for (const x of shrink) { seen.push(x); shrink.length = 2; } console.log(seen.join()); const big = new Array(300).fill(1); console.log(f(...big).length, Math.max(...big), [].push(...big), new Date(...[2020, 0, 1]).getFullYear());
// expect: 1,2,3,4
// expect: 1,2
// expect: 599 1 300 2020
const next = Object.getPrototypeOf([][Symbol.iterator]()).next; Object.getPrototypeOf([][Symbol.iterator]()).next = function () { const r = next.call(this); if (!r.done) r.value *= 10; return r; }; const tens = [...[1, 2]]; let sum = 0; for (const v of [1, 2]) sum += v; Object.getPrototypeOf([][Symbol.iterator]()).next = next; console.log(tens.join(), sum, [...[1]].join());
// expect: 10,20 30 1
