'use strict';
const run = require('../run');
class User { constructor(turn) { this.turn = turn; } }
const seen = new WeakMap();
const users = [];
run((turn) => {
  for (let i = 0; i < 40; i++) {
    const user = new User(turn);
    users.push(user);
    seen.set(user, { turn });
  }
});
