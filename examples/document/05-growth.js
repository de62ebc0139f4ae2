// tenure 05-growth.js
'use strict';
const { check, claim, megabytes, row, verdict } = require('./tell');
const v8 = require('v8');

claim(5, 'the heap starts small and asks for more when it needs more, up to the limit',
  '一开始堆内存不会分配很多，不够用时才会继续申请，直到上限');

const kept = [];
const totals = [];
row('objects', 'heapUsed', 'heapTotal');
for (let step = 0; step <= 8; step += 1) {
  const { heapTotal, heapUsed } = process.memoryUsage();
  totals.push(heapTotal);
  row(kept.length, megabytes(heapUsed), megabytes(heapTotal));
  for (let i = 0; i < 100000; i += 1) {
    kept.push({ i });
  }
}
const steps = totals.filter((total, index) => index > 0 && total > totals[index - 1]).length;
check(totals[0] < 10 * 1048576, 'the heap starts with less than 10 MB', '堆从不到 10 MB 开始');
check(steps >= 6, `it grew ${steps} times`, `增长了 ${steps} 次`);
check(totals.at(-1) < v8.getHeapStatistics().heap_size_limit, 'and is below the limit still', '仍低于上限');
verdict('right', 'heapTotal follows heapUsed in steps.', 'heapTotal 随 heapUsed 逐级增长。');
