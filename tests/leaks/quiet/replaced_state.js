'use strict';
const run = require('../run');
let state = { items: [] };
run((turn) => { state = { ...state, turn, items: [...state.items.slice(-100), { turn }] }; });
