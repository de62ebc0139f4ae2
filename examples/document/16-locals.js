// tenure --expose-gc 16-locals.js
'use strict';
const { check, claim, megabytes, row, used, verdict } = require('./tell');

claim(16, 'local variables are collected when the function returns', '局部变量在函数执行完、弹出执行环境栈后被回收');

const before = used();
function work() {
  const local = new Array(1000000).fill(1); // 8 MB
  return local.length;
}
work();
const returned = process.memoryUsage().heapUsed;
const collected = used();
row('before', megabytes(before));
row('returned', megabytes(returned));
row('collected', megabytes(collected));
check(returned - before > 7 * 1048576, 'the return itself frees nothing', '返回本身并不释放内存');
check(collected - before < 1048576, 'the next collection does', '下一次垃圾回收才释放');
verdict('partly', 'The variable is gone with its frame; the object goes with the next collection that looks there.',
  '变量随栈帧消失；对象要等下一次回收到那里时才消失。');
