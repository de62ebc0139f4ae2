'use strict';
const run = require('../run');
const latencies = [];
run((turn) => { for (let i = 0; i < 200; i++) latencies.push(turn + i); });
