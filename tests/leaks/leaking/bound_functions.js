'use strict';
const run = require('../run');
class Worker { constructor(id) { this.id = id; this.log = [1, 2, 3, 4]; } work() { return this.id; } }
const tasks = [];
run((turn) => { for (let i = 0; i < 10; i++) { const worker = new Worker(turn); tasks.push(worker.work.bind(worker)); } });
