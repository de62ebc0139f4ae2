'use strict';
const run = require('../run');
const shared = Buffer.alloc(50000);
run((turn) => { for (let i = 0; i < 4; i++) { const copy = Buffer.from(shared); copy[0] = turn; } });
