const view = new Int32Array(new SharedArrayBuffer(8));
Atomics.waitAsync(view, 0, 0).value.then((value) => console.log("notified", value));
const interval = setInterval(() => {}, 5);
Atomics.waitAsync(view, 1, 0, 30).value.then((value) => {
  console.log("by time", value);
  clearInterval(interval);
});
console.log(Atomics.notify(view, 0), Atomics.waitAsync(view, 0, 1)); // expect: 1 { async: false, value: 'not-equal' }
Promise.resolve().then(() => console.log("microtask")); // expect: microtask
setTimeout(() => console.log("timer"), 0);
// expect: timer
// expect: notified ok
// expect: by time timed-out
process.on("exit", () => console.log(Atomics.notify(view, 1))); // expect: 0
// Nothing comes of this one, and nobody waits for it.
Atomics.waitAsync(view, 0, 0, 1e9).value.then(() => console.log("never"));
