// An interval keeps its callback, and what the callback uses, until it is cleared.
//
//   tenure examples/leaks/timer.js              keeps 60 MB in ten steps, and ends
//   tenure examples/leaks/timer.js --forever    goes on until the limit of the heap
//   tenure examples/leaks/timer.js --repaired   clears each interval when its work is done
'use strict';

const { isRepaired, run } = require('./meter');

let running = 0;

function watch(id) {
  const samples = new Array(1000).fill(id); // 8 kB
  running += 1;
  return setInterval(() => samples.push(id), 60000);
}

function stop(interval) {
  clearInterval(interval);
  running -= 1;
}

run('intervals', () => {
  for (let id = 0; id < 750; id += 1) {
    const interval = watch(id);
    if (isRepaired) {
      stop(interval); // the line that the leak forgot
    }
  }
}, () => running);
