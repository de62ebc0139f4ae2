// Whether something keeps growing: for tests of programs.
'use strict';

const { coded } = require('internal/errors');

const FEWEST = 8;

class Watch {
  #rounds = 0;
  #ended = false;

  constructor() {
    if (!native.start()) throw new Error('The program is watched already');
  }

  /** Says that a round of the program's work is over. */
  round() {
    if (this.#ended) throw new Error('The watch has ended');
    this.#rounds += 1;
    native.round(this.#rounds >= FEWEST && this.#rounds % 4 === 0);
  }

  /** Ends the watch: { leaks, rounds, … }, and `text` for people. */
  end() {
    if (this.#ended) throw new Error('The watch has ended');
    this.#ended = true;
    native.round(true);
    const { json, text } = native.report();
    return { ...JSON.parse(json), text };
  }
}

/** Calls a function so often, and throws if what it makes is kept. Of a function that returns a promise, a promise. */
function assertNoGrowth(fn, n = 20) {
  if (typeof fn !== 'function') {
    throw coded(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "fn" argument must be of type function.');
  }
  if (!Number.isInteger(n) || n < FEWEST) {
    throw coded(RangeError, 'ERR_OUT_OF_RANGE', `The value of "n" is out of range. It must be an integer >= ${FEWEST}.`);
  }
  const watch = new Watch();
  const finish = () => {
    const report = watch.end();
    if (report.leaks.length > 0) {
      const error = coded(Error, 'ERR_LEAK', report.text);
      error.leaks = report.leaks;
      throw error;
    }
  };
  const fail = (error) => {
    watch.end();
    throw error;
  };
  const next = (index) => {
    for (; index < n; index += 1) {
      let result;
      try {
        result = fn(index);
      } catch (error) {
        return fail(error);
      }
      if (typeof result?.then === 'function') {
        const after = index + 1;
        return Promise.resolve(result).then(() => {
          watch.round();
          return next(after);
        }, fail);
      }
      watch.round();
    }
    return finish();
  };
  return next(0);
}

module.exports = { assertNoGrowth, watch: () => new Watch() };
