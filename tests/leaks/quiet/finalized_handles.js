'use strict';
const run = require('../run');
let closed = 0;
const registry = new FinalizationRegistry((id) => { closed += id; });
run((turn) => { for (let i = 0; i < 10; i++) registry.register({ turn, data: [1, 2, 3] }, i); });
