'use strict';
const run = require('../run');
function work(turn) {
  const rows = [];
  for (let i = 0; i < 300; i++) rows.push({ turn, i, text: 'row ' + i });
  return rows.map((row) => row.text).join('').length;
}
let total = 0;
run((turn) => { total += work(turn); });
