'use strict';
const run = require('../run');
function poll(id) {
  const state = new Array(40).fill(id);
  setInterval(() => state.length, 60000).unref();
}
run((turn) => { for (let i = 0; i < 5; i++) poll(turn); });
