'use strict';
const run = require('../run');
const callbacks = [];
function request(id) {
  const body = new Array(60).fill(id);
  const size = () => body.length;
  size();
  const tag = { id };
  callbacks.push(function done() { return tag; });
}
run((turn) => { for (let i = 0; i < 10; i++) request(turn); });
