'use strict';
const EventEmitter = require('events');
const run = require('../run');
const bus = new EventEmitter();
run((turn) => {
  for (let i = 0; i < 10; i++) { const body = new Array(30).fill(turn); bus.once('x', () => body.length); bus.emit('x'); }
});
