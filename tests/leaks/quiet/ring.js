'use strict';
const run = require('../run');
const ring = new Array(256);
let next = 0;
run((turn) => { for (let i = 0; i < 40; i++) ring[next++ % 256] = { turn, data: [i, i] }; });
