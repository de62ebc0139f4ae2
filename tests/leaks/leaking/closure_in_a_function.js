'use strict';
const run = require('../run');
class Job { constructor(id) { this.id = id; this.parts = [1, 2, 3]; } }
function makeQueue() {
  const done = [];
  return { finish(job) { done.push(job); return done.length; } };
}
const queue = makeQueue();
run((turn) => { for (let i = 0; i < 10; i++) queue.finish(new Job(turn)); });
