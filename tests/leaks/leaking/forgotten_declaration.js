const run = require('../run');
class Row { constructor(id) { this.id = id; this.cells = [id, id, id]; } }
rows = new Map();
run((turn) => { for (let i = 0; i < 10; i++) rows.set(turn * 10 + i, new Row(i)); });
