// tenure --expose-gc 20-map-filter.js
'use strict';
const { check, claim, megabytes, row, used, verdict } = require('./tell');

claim(20, 'map and filter make new arrays that leak unless a variable refers to them',
  'map、filter 等函数创建新数组，如果不被变量引用，也会造成内存泄漏');

const numbers = Array.from({ length: 10 }, (_, index) => index);
const base = used();
let calls = 0;
let most = 0;
for (let step = 0; step < 5; step += 1) {
  for (let i = 0; i < 100000; i += 1) {
    numbers.map((number) => number * 2);
    numbers.filter((number) => number > 4);
    calls += 2;
  }
  const grown = used() - base;
  most = Math.max(most, grown);
  row(`${calls} calls`, megabytes(base + grown));
}
check(most < 524288, 'flat: results that nobody holds are collected', '持平：没有变量引用的结果会被回收');
verdict('wrong', 'What no variable refers to is just what a collector collects. Results leak when somebody keeps them.',
  '没有变量引用的东西，恰恰是垃圾回收器要回收的。只有被人保留的结果才会泄漏。');
