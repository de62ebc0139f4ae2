'use strict';
const run = require('../run');
class Socket { constructor(id) { this.id = id; this.buffer = [0, 0, 0, 0]; } }
const open = new Set();
const connect = (id) => { const socket = new Socket(id); open.add(socket); return socket; };
run((turn) => { for (let i = 0; i < 10; i++) connect(turn); });
