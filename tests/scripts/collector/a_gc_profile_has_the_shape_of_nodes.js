// flags: --expose-gc
const v8 = require('v8');
const profiler = new v8.GCProfiler();
console.log(profiler, profiler.stop()); // expect: GCProfiler {} undefined
profiler.start();
profiler.start();
gc({ type: 'minor' });
gc();
const profile = profiler.stop();
console.log(profiler.stop()); // expect: undefined
console.log(Object.keys(profile)); // expect: [ 'version', 'startTime', 'statistics', 'endTime' ]
console.log(profile.version, profile.startTime <= profile.endTime, profile.endTime <= Date.now()); // expect: 1 true true
const kinds = new Set(profile.statistics.map(({ gcType }) => gcType));
console.log(kinds.has('Scavenge'), kinds.has('MarkSweepCompact')); // expect: true true
const [first] = profile.statistics;
console.log(Object.keys(first)); // expect: [ 'gcType', 'beforeGC', 'cost', 'afterGC' ]
console.log(Object.keys(first.beforeGC)); // expect: [ 'heapStatistics', 'heapSpaceStatistics' ]
const names = Object.keys(first.afterGC.heapStatistics);
console.log(names.slice(0, 6).join()); // expect: totalHeapSize,totalHeapSizeExecutable,totalPhysicalSize,totalAvailableSize,totalGlobalHandlesSize,usedGlobalHandlesSize
console.log(names.slice(6).join()); // expect: usedHeapSize,heapSizeLimit,mallocedMemory,externalMemory,peakMallocedMemory
console.log(Object.keys(first.afterGC.heapSpaceStatistics[0]).join()); // expect: spaceName,spaceSize,spaceUsedSize,spaceAvailableSize,physicalSpaceSize
const sum = ({ heapSpaceStatistics }) => heapSpaceStatistics.reduce((all, { spaceUsedSize }) => all + spaceUsedSize, 0);
const agree = ({ beforeGC, afterGC, cost }) =>
  cost >= 0 && [beforeGC, afterGC].every((heap) => heap.heapStatistics.usedHeapSize === sum(heap));
console.log(profile.statistics.every(agree)); // expect: true
profiler.start();
console.log(profiler.stop().statistics.filter(({ gcType }) => gcType === 'MarkSweepCompact').length < 3); // expect: true
// configurations: default tiny
