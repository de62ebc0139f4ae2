// The heap in figures – https://nodejs.org/api/v8.html
'use strict';

module.exports = {
  getHeapStatistics: native.heapStatistics,
  getHeapSpaceStatistics: native.heapSpaceStatistics,
  getHeapCodeStatistics: () => ({
    code_and_metadata_size: native.heapStatistics().total_heap_size_executable,
    bytecode_and_metadata_size: 0,
    external_script_source_size: 0,
    cpu_profiler_metadata_size: 0,
  }),
  setFlagsFromString() {},
  cachedDataVersionTag: () => 0,
};
