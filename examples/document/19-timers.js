// tenure --expose-gc 19-timers.js
'use strict';
const { check, claim, megabytes, row, used, verdict } = require('./tell');

claim(19, 'the object that a timer returns is not collected until the timer is cleared',
  '定时器返回的对象无法自动被回收，必须调用清除函数');

const MANY = 1000;
const base = used();
const big = () => new Array(1000).fill(0); // 8 KB
const start = (set) => Array.from({ length: MANY }, () => {
  const samples = big();
  return set(() => samples.length);
});
const grown = () => used() - base;

let handles = start((work) => setInterval(work, 60000));
const running = grown();
row('1000 intervals run', megabytes(running));
handles.forEach(clearInterval);
setTimeout(() => {
  const cleared = grown();
  row('cleared, handles kept', megabytes(cleared));
  handles = null;
  start((work) => setTimeout(work, 1));
  const waiting = grown();
  row('1000 timeouts wait', megabytes(waiting));
  setTimeout(() => {
    const fired = grown();
    row('they have fired', megabytes(fired));
    check(running > 6 * 1048576, 'an interval keeps what its callback uses', 'setInterval 保留其回调用到的一切');
    check(cleared < 2 * 1048576, 'clearInterval frees it, even while the handle is held', 'clearInterval 之后即释放，即使句柄还在');
    check(waiting > 6 * 1048576 && fired < 1048576, 'a timeout that has fired keeps nothing', '已触发的 setTimeout 不再保留任何东西');
    verdict('partly', 'True of intervals. A timeout lets go when it has fired.', '对 setInterval 正确；setTimeout 触发后即放手。');
  }, 100);
}, 0);
