// A service with a leak: each request waits for a change of the price, and most of them never hear of one.
'use strict';

const EventEmitter = require('events');

const prices = new EventEmitter();
prices.setMaxListeners(0);
let served = 0;

class Session {
  constructor(user) {
    this.user = user;
    this.rows = new Array(50).fill(user);
  }
}

function handle(user) {
  const session = new Session(user);
  prices.on('change', (price) => { session.rows[0] = price; });
  served += 1;
  return session.rows.length;
}

const forever = process.argv.includes('--forever');
const listening = setInterval(() => {
  for (let i = 0; i < 200; i += 1) handle(`user ${served % 1000}`);
  if (served >= 20000 && !forever) clearInterval(listening);
}, 2);

module.exports = { handle };
