// flags: --expose-gc
const { PerformanceObserver } = require('perf_hooks');
new PerformanceObserver(() => console.log('told')).observe({ entryTypes: ['gc'] });
gc();
process.on('exit', () => console.log('exit')); // expect: exit
// configurations: default tiny
