// tenure --expose-gc 12-mark-compact.js
// tenure --expose-gc --no-compact 12-mark-compact.js
// tenure --expose-gc --heap-map=compact.html 12-mark-compact.js
'use strict';
const { check, claim, collect, megabytes, row, verdict } = require('./tell');
const { where } = require('tenure');

claim(12, 'mark-compact moves the survivors together', '标记整理把存活对象移到一起');

const total = () => process.memoryUsage().heapTotal;
function tell(name) {
  const { heapUsed, heapTotal } = process.memoryUsage();
  row(name, megabytes(heapUsed), megabytes(heapTotal));
}

let all = [];
for (let i = 0; i < 200000; i += 1) all.push({ i, list: [i] });
collect();
row('', 'heapUsed', 'heapTotal');
tell('200000 objects');
const filled = total();

const kept = all.filter(({ i }) => i % 10 === 0);
all = null;
const places = kept.map((object) => where(object).address);
collect();
tell('20000 objects');

const moved = kept.filter((object, index) => where(object).address !== places[index]).length;
check(kept.every(({ i, list }) => list[0] === i), 'every survivor is whole', '每个存活对象都完好');
check(moved * 2 > kept.length, 'most of them have moved', '其中大多数已被移动');
check(total() * 2 < filled, 'the pages they left went back to the system', '它们离开的页已归还系统');
verdict('partly',
  'Sweeping leaves holes, and compacting moves survivors together. But the drawing of the text sweeps and slides in turns; ' +
  'a collector marks first, and then either sweeps or moves.',
  '清除会留下空洞，整理把存活对象移到一起。但文中的图把清除和移动交替进行；回收器先标记，然后要么清除、要么移动。');
