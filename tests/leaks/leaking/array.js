'use strict';
const run = require('../run');
class Event { constructor(id) { this.id = id; this.tags = [id, 'tag']; } }
const history = [];
run((turn) => { for (let i = 0; i < 10; i++) history.push(new Event(turn)); });
