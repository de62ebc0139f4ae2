// tenure 02-memory-usage.js
'use strict';
const { check, claim, say, verdict } = require('./tell');

claim(2, 'process.memoryUsage() tells rss, heapTotal, heapUsed and external',
  'process.memoryUsage() 给出 rss、heapTotal、heapUsed 和 external');

console.log(process.memoryUsage());

const usage = process.memoryUsage();
say('  rss           resident memory of the process: everything, the program itself included',
  '  rss           进程的常驻内存：包括程序本身在内的一切');
say('  heapTotal     pages that the heap has committed', '  heapTotal     堆已经提交的内存页');
say('  heapUsed      objects in them, dead ones that no collection has found yet included',
  '  heapUsed      其中的对象，包括还没被回收发现的死对象');
say('  external      what objects own outside the heap: bytes of Buffers, sources, executable trees',
  '  external      对象在堆外拥有的内存：Buffer 的字节、源码、可执行树');
say('  arrayBuffers  the part of external that ArrayBuffers and Buffers hold',
  '  arrayBuffers  external 中由 ArrayBuffer 和 Buffer 占有的部分');
const names = Object.keys(usage);
check(names.slice(0, 4).join() === 'rss,heapTotal,heapUsed,external', 'the four figures, in this order', '四个数字，顺序相同');
check(names[4] === 'arrayBuffers', 'and one more since: arrayBuffers', '后来又多了一个：arrayBuffers');
check(usage.heapUsed <= usage.heapTotal && usage.heapTotal <= usage.rss, 'heapUsed <= heapTotal <= rss',
  'heapUsed <= heapTotal <= rss');
verdict('right', 'Node has added arrayBuffers since.', '后来的 Node 增加了 arrayBuffers。');
