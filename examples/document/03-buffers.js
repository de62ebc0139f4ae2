// tenure --expose-gc 03-buffers.js
'use strict';
const { check, claim, collect, megabytes, row, verdict } = require('./tell');

claim(3, 'Buffers are outside the heap, and the system manages them, not V8',
  'Buffer 属于堆外内存，不受 V8 管理，由操作系统直接管理');

const figures = () => {
  collect();
  return process.memoryUsage();
};
const show = (what, usage) => row(what, megabytes(usage.heapUsed), megabytes(usage.external), megabytes(usage.rss));

row('', 'heapUsed', 'external', 'rss');
const before = figures();
show('before', before);
let buffers = Array.from({ length: 200 }, () => Buffer.alloc(1048576, 1));
const full = figures();
show(`${buffers.length} Buffers of 1 MB`, full);
buffers = null;
setTimeout(() => {
  const after = figures();
  show('dropped and collected', after);
  check(full.heapUsed - before.heapUsed < 2 * 1048576, 'the heap does not grow by them', '堆没有因此增长');
  check(full.external - before.external >= 200 * 1048576, 'external memory does', '增长的是堆外内存');
  check(after.external - before.external < 1048576, 'and falls when the collector frees the Buffer objects',
    '垃圾回收释放 Buffer 对象时，堆外内存也随之释放');
  check(after.rss < full.rss - 150 * 1048576, 'the system has the memory back', '操作系统收回了内存');
  verdict('partly', 'The bytes are off the heap, but it is the collector that frees them, with the Buffer object.',
    '字节确实在堆外，但释放它们的是垃圾回收器：随 Buffer 对象一起释放。');
}, 0);
