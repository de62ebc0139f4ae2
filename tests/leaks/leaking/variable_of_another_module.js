'use strict';
const run = require('../run');
const log = require('./modules/log');
run((turn) => { for (let i = 0; i < 10; i++) log.write('turn ' + turn); });
