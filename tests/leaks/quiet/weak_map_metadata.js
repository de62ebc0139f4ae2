'use strict';
const run = require('../run');
const metadata = new WeakMap();
const live = [];
run((turn) => {
  for (let i = 0; i < 20; i++) {
    const request = { turn, body: [1, 2, 3] };
    metadata.set(request, { started: turn, tags: new Array(20).fill(i) });
    live.push(request);
    if (live.length > 50) live.shift();
  }
});
