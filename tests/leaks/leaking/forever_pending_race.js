'use strict';
const run = require('../run');
const shutdown = new Promise(() => {});
function handle(id) {
  const result = Promise.resolve({ id, rows: [id, id] });
  return Promise.race([shutdown, result]);
}
run((turn) => { for (let i = 0; i < 10; i++) handle(turn); });
