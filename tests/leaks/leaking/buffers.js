'use strict';
const run = require('../run');
const chunks = [];
run(() => { for (let i = 0; i < 3; i++) chunks.push(Buffer.alloc(20000)); });
