// configurations: default tiny
const { PerformanceObserver, performance } = require('perf_hooks');
const add = performance.timerify(function add(a, b) { return a + b; });
const observer = new PerformanceObserver((list) => {
  const [{ name, entryType, duration, detail }] = list.getEntries();
  console.log(name, entryType, duration >= 0, detail);
  observer.disconnect();
});
observer.observe({ entryTypes: ['function'] });
console.log(add(1, 2), add.name, add.length); // expect: 3 timerified add 2
const start = performance.eventLoopUtilization();
console.log(start); // expect: { idle: 0, active: 0, utilization: 0 }
setTimeout(() => {
  const { idle, active, utilization } = performance.eventLoopUtilization(start);
  console.log(idle > 10, active > 0, utilization > 0 && utilization < 1);
}, 100);
// expect: add function true [ 1, 2 ]
// expect: true true true
