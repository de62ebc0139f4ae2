'use strict';
const run = require('../run');
const cache = new Map();
function load(id) {
  cache.set(id, { id, rows: [1, 2, 3, 4] });
  if (cache.size > 100) cache.delete(cache.keys().next().value);
}
run((turn) => { for (let i = 0; i < 20; i++) load(turn * 20 + i); });
