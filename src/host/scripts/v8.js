// The heap in figures, and what its collector does – https://nodejs.org/api/v8.html
'use strict';

const { checkString } = require('internal/errors');

function setFlagsFromString(flags) {
  checkString(flags, 'flags');
  native.setFlags(flags);
}

// Whoever forgets a profiler that runs must not pay for it for ever.
const forgotten = new FinalizationRegistry(native.dropProfile);

class GCProfiler {
  #profile;

  start() {
    if (this.#profile !== undefined) return;
    this.#profile = native.startProfile();
    forgotten.register(this, this.#profile, this);
  }

  stop() {
    if (this.#profile === undefined) return undefined;
    const profile = native.stopProfile(this.#profile);
    forgotten.unregister(this);
    this.#profile = undefined;
    return JSON.parse(profile);
  }
}

module.exports = {
  getHeapStatistics: native.heapStatistics,
  getHeapSpaceStatistics: native.heapSpaceStatistics,
  getHeapCodeStatistics: native.heapCodeStatistics,
  setFlagsFromString,
  GCProfiler,
  cachedDataVersionTag: () => 0,
};
