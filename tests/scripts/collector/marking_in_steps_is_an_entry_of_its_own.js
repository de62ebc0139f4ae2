// configurations: default
const { PerformanceObserver, constants } = require('perf_hooks');
const { NODE_PERFORMANCE_GC_INCREMENTAL: STEPS, NODE_PERFORMANCE_GC_MAJOR: MAJOR } = constants;
const kinds = [];
const observer = new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries()) if (detail.kind >= MAJOR) kinds.push(`${detail.kind}/${detail.flags}`);
});
observer.observe({ entryTypes: ['gc'] });
const kept = [];
(function grow() {
  for (let i = 0; i < 20000; i++) kept.push({ i, list: [i] });
  const isSeen = kinds.includes(`${MAJOR}/${constants.NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE}`);
  if (!isSeen && kept.length < 4e6) return setImmediate(grow);
  console.log(isSeen, kinds[0] === `${STEPS}/0`); // expect: true true
})();
