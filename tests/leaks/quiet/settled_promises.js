'use strict';
const run = require('../run');
let count = 0;
run((turn) => {
  for (let i = 0; i < 20; i++) {
    Promise.resolve({ turn, data: [1, 2, 3] }).then((value) => new Promise((resolve) => setImmediate(resolve, value)))
      .then((value) => { count += value.data.length; });
  }
});
