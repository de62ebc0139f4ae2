'use strict';
const run = require('../run');
class User { constructor(id) { this.id = id; this.name = 'user ' + id; } }

const users = new Map();
function load(id) {
  if (!users.has(id)) users.set(id, new User(id));
  return users.get(id);
}
run((turn) => { for (let i = 0; i < 10; i++) load(turn * 10 + i); });
