// Two objects that refer to each other are a cycle. A collector that marks from the roots collects cycles like anything
// else; only who keeps them from outside leaks.
//
//   tenure examples/leaks/circular.js              keeps each pair in a list
//   tenure examples/leaks/circular.js --forever    goes on until the limit of the heap
//   tenure examples/leaks/circular.js --repaired   makes the same pairs and keeps none
'use strict';

const { isRepaired, run } = require('./meter');

const pairs = [];

function pair() {
  const first = { other: null, samples: new Array(100).fill(0) };
  const last = { other: first, samples: new Array(100).fill(1) };
  first.other = last;
  return first;
}

run('pairs', () => {
  for (let count = 0; count < 3000; count += 1) {
    const first = pair();
    if (!isRepaired) {
      pairs.push(first);
    }
  }
}, () => pairs.length);
