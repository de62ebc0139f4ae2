'use strict';
const run = require('../run');
class Undo { constructor(before, state) { this.before = before; this.state = [state, state, state]; } }
let last = null;
run((turn) => { for (let i = 0; i < 10; i++) last = new Undo(last, turn); });
