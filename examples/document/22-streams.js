// tenure --expose-gc 22-streams.js
'use strict';
const { check, claim, megabytes, row, say, used, verdict } = require('./tell');
const { EventEmitter } = require('events');

claim(22, 'making readable streams in a loop leaks', '循环创建 stream 可读流');
say('  (A stand-in for fs.createReadStream: it delivers in a later turn, as that does.)',
  '  （fs.createReadStream 的替身：同样在之后的轮次里交付数据。）');

let open = 0;
class Producer extends EventEmitter {
  constructor() {
    super();
    open += 1;
    const chunk = new Array(500).fill(0);
    setImmediate(() => {
      this.emit('data', chunk);
      open -= 1;
    });
  }
}
const consume = () => new Producer().on('data', () => {});

const base = used();
for (let i = 0; i < 3000; i += 1) consume();
const inLoop = used() - base;
row('3000 in one turn', megabytes(inLoop), open);

let rounds = 0;
let most = 0;
setImmediate(function turn() {
  for (let i = 0; i < 30; i += 1) consume();
  rounds += 1;
  if (rounds > 1 && rounds % 25 === 0) most = Math.max(most, used() - base);
  if (rounds < 100) {
    setImmediate(turn);
    return;
  }
  row('3000 in 100 turns', megabytes(most), open);
  check(inLoop > 8 * 1048576, 'a synchronous loop keeps them all: none can finish', '同步循环保留全部：没有一个能完成');
  check(most < 2 * 1048576, 'with turns of the event loop in between: flat', '每轮让出事件循环：持平');
  verdict('partly', 'True of a loop that never yields. In node, streams that nobody consumes leak file descriptors (EMFILE), ' +
    'not heap.', '只对从不让出的循环成立。在 node 中，无人消费的流泄漏的是文件描述符（EMFILE），不是堆。');
});
