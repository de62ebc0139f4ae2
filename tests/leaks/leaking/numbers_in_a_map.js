'use strict';
const run = require('../run');
const lastSeen = new Map();
let next = 0;
run((turn) => {
  for (let i = 0; i < 60; i++) lastSeen.set(next++, turn);
});
