'use strict';
const run = require('../run');
let fired = 0;
run((turn) => { for (let i = 0; i < 10; i++) { const data = new Array(30).fill(turn); setTimeout(() => { fired += data.length; }, 5); } });
