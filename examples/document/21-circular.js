// tenure --expose-gc 21-circular.js
'use strict';
const { check, claim, megabytes, row, say, used, verdict } = require('./tell');

claim(21, 'objects that refer to each other are never marked as garbage', '对象间的循环引用：两个变量始终是被引用状态，不会被标记');

say('  The snippet of the document:', '  文中的代码：');
var first = {
  a: last
}

var last = {
  b: first
}
console.log('   ', first, last);
check(first.a === undefined, 'is no cycle at all: `last` was undefined when `first` was made',
  '根本不是循环：创建 first 时 last 还是 undefined');

say('  Real cycles:', '  真正的循环引用：');
const base = used();
let most = 0;
for (let step = 1; step <= 4; step += 1) {
  for (let i = 0; i < 50000; i += 1) {
    const one = { other: null };
    const two = { other: one };
    one.other = two;
  }
  const grown = used() - base;
  most = Math.max(most, grown);
  row(`${step * 50000} cycles`, megabytes(base + grown));
}
check(most < 524288, 'flat: cycles that no root reaches are collected', '持平：根到达不了的循环会被回收');
verdict('wrong', 'A collector that marks from the roots never looks at who refers to the dead. Only counting references has ' +
  'that weakness.', '从根开始标记的回收器不关心死对象被谁引用。只有引用计数才有这个弱点。');
