'use strict';
const run = require('../run');
class Handle { constructor(id) { this.id = id; this.data = [1, 2, 3, 4]; } }
const registry = new FinalizationRegistry(() => {});
run((turn) => {
  for (let i = 0; i < 10; i++) {
    const handle = new Handle(turn);
    registry.register(handle, { close: () => handle.id });
  }
});
