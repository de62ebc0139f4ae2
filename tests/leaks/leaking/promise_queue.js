'use strict';
const run = require('../run');
class Job { constructor(turn) { this.turn = turn; } }
let tail = new Promise((resolve) => setTimeout(resolve, 3600e3).unref());
run((turn) => {
  for (let i = 0; i < 20; i++) {
    const job = new Job(turn);
    tail = tail.then(() => job);
  }
});
