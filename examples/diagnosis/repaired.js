// The service, repaired: a request that is over does not listen any more.
'use strict';

const EventEmitter = require('events');

const prices = new EventEmitter();
let served = 0;

class Session {
  constructor(user) {
    this.user = user;
    this.rows = new Array(50).fill(user);
  }
}

function handle(user) {
  const session = new Session(user);
  const listener = (price) => { session.rows[0] = price; };
  prices.on('change', listener);
  try {
    served += 1;
    return session.rows.length;
  } finally {
    prices.off('change', listener);
  }
}

const forever = process.argv.includes('--forever');
const listening = setInterval(() => {
  for (let i = 0; i < 200; i += 1) handle(`user ${served % 1000}`);
  if (served >= 20000 && !forever) clearInterval(listening);
}, 2);

module.exports = { handle };
