// Work that waits for the event loop is kept until its turn comes. Streams made in a loop without a turn in between are
// such work. (A stand-in for `fs.createReadStream`: a producer that delivers its data in a later turn.)
//
//   tenure examples/leaks/producer.js              makes producers in one turn: none of them can finish
//   tenure examples/leaks/producer.js --forever    goes on until the limit of the heap
//   tenure examples/leaks/producer.js --repaired   lets the event loop have its turn after each batch
'use strict';

const { isRepaired, run, runInOneTurn } = require('./meter');
const { EventEmitter } = require('events');

let open = 0;

class Producer extends EventEmitter {
  constructor(length) {
    super();
    open += 1;
    this.chunk = new Array(length).fill(0);
    setImmediate(() => {
      this.emit('data', this.chunk);
      this.emit('end');
    });
  }
}

function consume() {
  const producer = new Producer(1000);
  let sum = 0;
  producer.on('data', (chunk) => {
    for (const value of chunk) sum += value;
  });
  producer.on('end', () => {
    open -= 1;
  });
}

const drive = isRepaired ? run : runInOneTurn;
drive('open', () => {
  for (let count = 0; count < 700; count += 1) {
    consume();
  }
}, () => open);
