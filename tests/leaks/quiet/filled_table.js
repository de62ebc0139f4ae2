'use strict';
const run = require('../run');
const table = new Map();
let next = 0;
run((turn) => {
  for (let i = 0; i < 30; i++) table.set(next++ % 2500, { turn });
});
