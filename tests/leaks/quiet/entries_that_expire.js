'use strict';
const run = require('../run');
const entries = new Map();
let next = 0;
run((turn) => {
  // As many come as go, give or take some; each stays for 60 turns.
  for (let i = 0; i < 40 + turn % 7; i++) entries.set(next++, turn);
  for (const [key, born] of entries) {
    if (born + 60 > turn) break;
    entries.delete(key);
  }
});
