'use strict';
const EventEmitter = require('events');
const run = require('../run');
const bus = new EventEmitter();
run((turn) => {
  for (let i = 0; i < 10; i++) {
    const request = { turn, body: new Array(30).fill(i) };
    const done = () => request;
    bus.on('done', done);
    bus.emit('done');
    bus.off('done', done);
  }
});
