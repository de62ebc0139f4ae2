'use strict';
const run = require('../run');
class Visit { constructor(id) { this.id = id; this.at = [id, id + 1]; } }

const visits = new Map();
run((turn) => { for (let i = 0; i < 800; i++) visits.set('visit ' + (turn * 800 + i), new Visit(i)); });
