// flags: --expose-gc
// configurations: default tiny
const v8 = require('v8');
let started = 0;
try {
  for (; started < 1000; started++) new v8.GCProfiler().start();
} catch (error) {
  console.log(error.name, error.message); // expect: RangeError Too many profilers run at the same time
}
setTimeout(() => {
  gc();
  setTimeout(() => {
    const profiler = new v8.GCProfiler();
    profiler.start();
    gc();
    console.log(started, profiler.stop().statistics.length > 0); // expect: 64 true
  }, 1);
}, 1);
