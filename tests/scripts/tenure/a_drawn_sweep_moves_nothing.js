// flags: --expose-gc
// configurations: default
// A collection that compacted would leave free memory where the named objects stood.
const { Drawing, where } = require('tenure');
const drawing = new Drawing({ lang: 'en', colors: false });
const named = {};
let all = [];
for (let i = 0; i < 60000; i++) {
  all.push({ i });
  if (i === 30000) for (const name of 'abcde') named[name] = drawing.name(name, { name });
}
gc();
gc();
// All of it is old now, and nearly all of it goes.
let kept = all.filter((_, i) => i % 50 === 0);
all = null;
named.b = named.d = null;
const places = ['a', 'c', 'e'].map((name) => where(named[name]).address);
const lines = drawing.markSweep().split('\n');
const fate = (name) => lines.find((line) => line.trim().startsWith(`${name} 0x`)).split(': ')[1];
console.log([...'abcde'].map(fate).join()); // expect: reached,not reached,reached,not reached,reached
console.log(['a', 'c', 'e'].every((name, i) => where(named[name]).address === places[i])); // expect: true
gc();
// The next one moves them.
console.log(kept.length, ['a', 'c', 'e'].some((name, i) => where(named[name]).address === places[i])); // expect: 1200 false
