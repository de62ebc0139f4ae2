'use strict';
const run = require('../run');
class Model {
  static all = [];
  constructor(id) { this.id = id; this.fields = [1, 2, 3]; Model.all.push(this); }
}
run((turn) => { for (let i = 0; i < 10; i++) new Model(turn); });
