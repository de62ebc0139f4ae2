const { PerformanceObserver, performance } = require('perf_hooks');
process.on('uncaughtException', (error) => console.log('caught', error));
for (const name of ['first', 'second', 'third']) {
  new PerformanceObserver((list) => {
    if (name !== 'third') throw name;
    console.log(name, list.getEntries().length);
  }).observe({ entryTypes: ['mark'] });
}
performance.mark('x');
// expect: caught first
// expect: caught second
// expect: third 1
// configurations: default tiny
