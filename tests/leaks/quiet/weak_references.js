'use strict';
const run = require('../run');
const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const cache = new Map();
run((turn) => { for (const name of names) cache.set(name, new WeakRef({ turn, data: new Array(50).fill(name) })); });
