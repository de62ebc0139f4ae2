'use strict';
const run = require('../run');
const batch = [];
run((turn) => {
  for (let i = 0; i < 30; i++) batch.push({ turn, data: [i, i, i] });
  if (turn % 20 === 19) batch.length = 0;
});
