// tenure --expose-gc 11-mark-sweep.js
// tenure --expose-gc --heap-map=sweep.html 11-mark-sweep.js
'use strict';
const { check, claim, language, verdict } = require('./tell');
const { Drawing, where } = require('tenure');

claim(11, 'mark-sweep over [a, b, c, d, e]', '标记清除：[a, b, c, d, e]');
console.log();

const drawing = new Drawing({ lang: language, colors: process.stdout.isTTY === true });
const kept = {};
for (const name of ['a', 'b', 'c', 'd', 'e']) {
  kept[name] = drawing.name(name, { name });
}
gc();
gc();
kept.b = kept.d = null;

const place = where(kept.a).address;
console.log(drawing.markSweep());
check(where(kept.a).address === place, 'what survives stays where it is: holes remain', '存活的对象留在原处：留下空洞');
verdict('partly', 'The text says that b and d survive, the drawing marks a, c and e: the drawing is what happens here.',
  '文字说 b、d 存活，图上标记的却是 a、c、e：这里发生的与图一致。');
