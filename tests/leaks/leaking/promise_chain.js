'use strict';
const run = require('../run');
const ready = new Promise(() => {});
let last = ready;
const enqueue = (job) => { last = last.then(() => job.id); };
run((turn) => { for (let i = 0; i < 10; i++) enqueue({ id: turn, data: [1, 2, 3] }); return ready; });
