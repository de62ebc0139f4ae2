// Calls `step` in so many turns of the event loop.
'use strict';
module.exports = function run(step, turns = 220) {
  let turn = 0;
  const timer = setInterval(() => {
    step(turn);
    turn += 1;
    if (turn === turns) clearInterval(timer);
  }, 1);
};
