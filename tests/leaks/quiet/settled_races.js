'use strict';
const run = require('../run');
run((turn) => {
  for (let i = 0; i < 10; i++) {
    const timeout = new Promise((resolve) => setTimeout(resolve, 3));
    Promise.race([timeout, Promise.resolve({ turn, data: [i] })]);
  }
});
