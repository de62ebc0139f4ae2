'use strict';
const run = require('../run');
const slots = new Array(500).fill(null);
let seed = 1;
const random = (n) => { seed = (seed * 16807) % 2147483647; return seed % n; };
for (let i = 0; i < 500; i++) slots[i] = { i, data: [i, i, i] };
run((turn) => { for (let i = 0; i < 60; i++) slots[random(500)] = { turn, data: [i, i, i] }; });
