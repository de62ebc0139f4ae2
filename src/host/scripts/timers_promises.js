// Timers as promises – https://nodejs.org/api/timers.html#timers-promises-api
'use strict';

const { setTimeout: timeout, setImmediate: immediate, setInterval: interval, clearInterval } = require('timers');

module.exports = {
  setTimeout(delay, value, options) {
    return new Promise((resolve) => {
      const timer = timeout(resolve, delay, value);
      if (options?.ref === false) timer.unref();
    });
  },
  setImmediate(value) {
    return new Promise((resolve) => immediate(resolve, value));
  },
  async* setInterval(delay, value) {
    let ticks = 0;
    let wake = null;
    const timer = interval(() => {
      ticks++;
      wake?.();
    }, delay);
    try {
      for (;;) {
        if (ticks === 0) await new Promise((resolve) => { wake = resolve; });
        for (; ticks > 0; ticks--) yield value;
      }
    } finally {
      clearInterval(timer);
    }
  },
};
module.exports.scheduler = {
  wait: (delay, options) => module.exports.setTimeout(delay, undefined, options),
  yield: () => module.exports.setImmediate(),
};
