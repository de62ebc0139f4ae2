'use strict';
const run = require('../run');
const handlers = [];
function subscribe(id) {
  const samples = new Array(50).fill(id);
  handlers.push(function handler() { return samples.length; });
}
run((turn) => { for (let i = 0; i < 10; i++) subscribe(turn); });
