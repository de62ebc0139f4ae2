'use strict';
const run = require('../run');
const facts = new WeakMap();
let open = [];
run((turn) => {
  open = [];
  for (let i = 0; i < 20 + turn % 200; i++) {
    const socket = { i };
    facts.set(socket, { socket, text: 'of ' + i });
    open.push(socket);
  }
});
