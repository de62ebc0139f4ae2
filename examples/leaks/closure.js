// A closure keeps the variables it uses, for as long as anybody keeps the closure.
//
//   tenure examples/leaks/closure.js              keeps 60 MB in ten steps, and ends
//   tenure examples/leaks/closure.js --forever    goes on until the limit of the heap
//   tenure examples/leaks/closure.js --repaired   the same work, and nothing is kept
'use strict';

const { isRepaired, run } = require('./meter');

const handlers = [];

function subscribe(id) {
  const samples = new Array(1000).fill(id); // 8 kB
  const handler = () => samples.length;
  handlers.push(handler);
  return handler;
}

function unsubscribe(handler) {
  handlers.splice(handlers.indexOf(handler), 1);
}

run('handlers', () => {
  for (let id = 0; id < 750; id += 1) {
    const handler = subscribe(id);
    handler();
    if (isRepaired) {
      unsubscribe(handler); // the line that the leak forgot
    }
  }
}, () => handlers.length);
