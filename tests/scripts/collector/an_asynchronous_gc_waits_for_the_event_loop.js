// flags: --expose-gc
// As in Node 20: it comes after the timers that are due and before immediates, in the order of the calls; and what waits
// for a promise runs right after its collection.
setImmediate(() => {
  console.log('immediate');
  setImmediate(() => console.log('next immediate'));
});
setTimeout(() => console.log('timeout'), 0);
const promise = gc({ execution: 'async' });
promise.then(() => console.log('major'));
gc({ type: 'minor', execution: 'async' }).then((value) => console.log('minor', value));
console.log(promise); // expect: Promise { <pending> }
const busy = Date.now();
while (Date.now() - busy < 3);
process.nextTick(() => console.log('tick'));
// expect: tick
// expect: timeout
// expect: major
// expect: minor undefined
// expect: immediate
// expect: next immediate
