'use strict';
const run = require('../run');
run((turn) => {
  for (let i = 0; i < 10; i++) {
    const data = new Array(30).fill(turn);
    const timer = setTimeout(() => data.length, 60000);
    clearTimeout(timer);
  }
});
