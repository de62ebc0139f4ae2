const { PerformanceObserver, PerformanceEntry, performance } = require('perf_hooks');
const attempt = (name, action) => {
  try {
    console.log(name, action());
  } catch (error) {
    console.log(name, error.name, error.code, error.message);
  }
};
const observer = new PerformanceObserver((list) => {
  console.log(list.getEntries().map(({ name, startTime, duration }) => `${name} ${startTime} ${duration}`));
});
observer.observe({ type: 'mark' });
observer.observe({ type: 'measure' });
performance.mark('b', { startTime: 9, detail: { x: 1 } });
performance.mark('a', { startTime: 5 });
performance.measure('whole', { start: 'a', end: 'b', detail: 'd' });
console.log(performance.getEntries().map(({ name }) => name)); // expect: [ 'a', 'whole', 'b' ]
console.log(performance.getEntriesByName('b')[0]); // expect: PerformanceMark {
// expect:   name: 'b',
// expect:   entryType: 'mark',
// expect:   startTime: 9,
// expect:   duration: 0,
// expect:   detail: { x: 1 }
// expect: }
performance.clearMarks('b');
console.log(performance.getEntriesByType('mark').length, performance.getEntriesByName('whole', 'mark').length); // expect: 1 0
attempt('entry', () => new PerformanceEntry()); // expect: entry TypeError ERR_ILLEGAL_CONSTRUCTOR Illegal constructor
attempt('mark', () => performance.mark('c', { startTime: -1 })); // expect: mark TypeError ERR_PERFORMANCE_INVALID_TIMESTAMP -1 is not a valid timestamp
attempt('measure', () => performance.measure('m', 'nope')); // expect: measure SyntaxError 12 The "nope" performance mark has not been set
attempt('measure', () => performance.measure('m', { start: 1, end: 2, duration: 3 })); // expect: measure TypeError ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS Must not have options.start, options.end, and options.duration specified
attempt('observe', () => new PerformanceObserver(() => {}).observe({})); // expect: observe TypeError ERR_MISSING_ARGS The "options.entryTypes" and "options.type" arguments must be specified
attempt('observe', () => new PerformanceObserver(() => {}).observe({ entryTypes: 'gc' })); // expect: observe TypeError ERR_INVALID_ARG_TYPE The "options.entryTypes" property must be string[]. Received type string ('gc')
attempt('observe', () => observer.observe({ entryTypes: ['gc'] })); // expect: observe InvalidModificationError 13 PerformanceObserver can not change to multiple observations
attempt('observe', () => new PerformanceObserver('x')); // expect: observe TypeError ERR_INVALID_ARG_TYPE The "callback" argument must be of type function. Received type string ('x')
console.log(observer); // expect: PerformanceObserver {
// expect:   connected: true,
// expect:   pending: true,
// expect:   entryTypes: [ 'mark', 'measure' ],
// expect:   buffer: [ [PerformanceMark], [PerformanceMark], [PerformanceMeasure] ]
// expect: }
// expect: [ 'a 5 0', 'whole 5 4', 'b 9 0' ]
// configurations: default tiny
