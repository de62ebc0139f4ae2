// The heap in figures – https://nodejs.org/api/v8.html
'use strict';

module.exports = {
  getHeapStatistics: native.heapStatistics,
  getHeapSpaceStatistics: native.heapSpaceStatistics,
  getHeapCodeStatistics: native.heapCodeStatistics,
  setFlagsFromString() {},
  cachedDataVersionTag: () => 0,
};
