'use strict';
const EventEmitter = require('events');
const run = require('../run');
const bus = new EventEmitter().setMaxListeners(0);
function handle(id) {
  const request = { id, body: new Array(30).fill(id) };
  bus.on('shutdown', () => request.id);
}
run((turn) => { for (let i = 0; i < 10; i++) handle(turn); });
