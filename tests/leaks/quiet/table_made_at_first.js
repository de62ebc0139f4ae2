'use strict';
const run = require('../run');
const table = new Map();
run((turn) => {
  if (turn < 20) for (let i = 0; i < 100; i++) table.set(turn * 100 + i, { turn, data: [i, i] });
  const scratch = [];
  for (let i = 0; i < 50; i++) scratch.push({ i, found: table.get(i) });
  return scratch.length;
});
