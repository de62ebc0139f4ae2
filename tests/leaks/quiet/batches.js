'use strict';
const run = require('../run');
let batch = [];
run((turn) => {
  for (let i = 0; i < 50; i++) batch.push({ turn, list: [i] });
  if (batch.length > 9000) batch = [];
});
