// tenure --expose-gc 08-scavenge.js
// tenure --expose-gc --heap-map=scavenge.html 08-scavenge.js
'use strict';
const { check, claim, language, verdict } = require('./tell');
const { Drawing, where } = require('tenure');

claim(8, 'scavenge in five steps, with from-space and to-space', '新生代 scavenge 算法的五个步骤，from 空间与 to 空间');
console.log();

const drawing = new Drawing({ lang: language, colors: process.stdout.isTTY === true });
const kept = {};
kept.a = drawing.name('a', { name: 'a' });
kept.b = drawing.name('b', { name: 'b' });
gc({ type: 'minor' });
kept.c = drawing.name('c', { name: 'c' });
kept.d = drawing.name('d', { name: 'd' });
kept.e = drawing.name('e', { name: 'e' });
kept.b = kept.d = null;

console.log(drawing.scavenge());
check(where(kept.a).space === 'old space', 'a survived its second scavenge: promoted', 'a 第二次存活：晋升');
check(where(kept.c).space === 'new space' && where(kept.e).space === 'new space',
  'c and e survived their first: copied to to-space', 'c 和 e 第一次存活：复制到 to 空间');
verdict('right', 'But for step 4: from-space is given up as a whole, and dead objects cost nothing, however many there are.',
  '只是第 4 步：from 空间是整块归还的，死对象再多也不需要任何代价。');
