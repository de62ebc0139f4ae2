'use strict';
const run = require('../run');
const queue = [];
run((turn) => {
  for (let i = 0; i < 20; i++) queue.push({ turn, data: [i, i, i] });
  while (queue.length > 30) queue.shift();
});
