'use strict';
const run = require('../run');
const images = new Map();
run((turn) => { images.set(turn, new Uint8Array(30000)); });
