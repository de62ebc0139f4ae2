'use strict';
const run = require('../run');
class Session { constructor(id) { this.id = id; this.data = [id, id, id, id]; } }
globalThis.sessions = [];
run((turn) => { for (let i = 0; i < 10; i++) sessions.push(new Session(turn)); });
