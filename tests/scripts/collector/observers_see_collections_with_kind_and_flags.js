// flags: --expose-gc
const { PerformanceObserver, performance, constants } = require('perf_hooks');
const before = performance.now();
const observer = new PerformanceObserver((list, self) => {
  const after = performance.now();
  const entries = list.getEntries();
  console.log(self === observer, list.constructor.name); // expect: true PerformanceObserverEntryList
  const forced = entries.filter(({ detail }) => detail.flags === constants.NODE_PERFORMANCE_GC_FLAGS_FORCED);
  console.log(forced.map(({ detail }) => detail.kind)); // expect: [ 4, 1, 1 ]
  console.log(entries.length === list.getEntriesByType('gc').length, list.getEntriesByName('mark').length); // expect: true 0
  const [first] = forced;
  console.log(Object.keys(first.toJSON())); // expect: [ 'name', 'entryType', 'startTime', 'duration', 'detail' ]
  console.log(first.constructor.name, first.name, first.entryType); // expect: PerformanceNodeEntry gc gc
  console.log(entries.every(({ startTime, duration }) => startTime >= before && startTime + duration <= after)); // expect: true
  self.disconnect();
  gc();
  setTimeout(() => console.log('nobody hears of the last one'), 5); // expect: nobody hears of the last one
});
observer.observe({ type: 'gc' });
gc();
gc({ type: 'minor' });
gc(true);
setImmediate(() => {});
// configurations: default tiny
