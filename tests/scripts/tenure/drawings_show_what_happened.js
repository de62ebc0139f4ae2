// flags: --expose-gc
// configurations: default
const { Drawing, where } = require('tenure');
const stage = new Drawing({ lang: 'en' });
const kept = {};
kept.old = stage.name('old', { n: 1 });
stage.name('lost', { n: 2 });
gc({ type: 'minor' });
kept.young = stage.name('young', { n: 3 });
stage.name('gone', { n: 4 });
const lines = stage.scavenge().split('\n').map((line) => line.trim());
const about = (name) => lines.filter((line) => line.startsWith(name + ' '));
const plain = (line) => line.split(' ').map((word) => (word.startsWith('0x') ? (word.endsWith(',') ? '@,' : '@') : word)).join(' ');
for (const line of about('old')) console.log(plain(line));
// expect: old @, 24 B
// expect: old reached
// expect: old @ -> @ old space, age 1 -> old
for (const line of about('young')) console.log(plain(line));
// expect: young @, 24 B
// expect: young reached
// expect: young @ -> @ to-space, age 0 -> 1
// expect: young @
for (const line of about('gone')) console.log(plain(line));
// expect: gone @, 24 B
// expect: gone not reached
// expect: gone @ dead
console.log(about('lost').length); // expect: 0
console.log(about('young')[3] === 'young ' + where(kept.young).address); // expect: true

const five = new Drawing({ lang: 'zh' });
const cells = ['e', 'd', 'c', 'b', 'a'].map((name) => five.name(name, { name }));
try {
  five.markSweep();
} catch (error) {
  console.log(error.name, error.message); // expect: RangeError e 还在新生代
}
gc();
gc();
cells[1] = cells[3] = null;
const frames = five.markSweep().split('\n');
console.log(frames[1]); // expect:   [e*] [d ] [c*] [b ] [a*]
console.log(frames[8]); // expect: 2. 清除：没有标记的对象变成空闲内存，什么都不移动。
console.log(frames[9]); // expect:   [e ] [  ] [c ] [  ] [a ]
