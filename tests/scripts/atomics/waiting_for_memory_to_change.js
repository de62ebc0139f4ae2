// flags: --test262-host
const say = (...values) => print(values.join(" "));
const view = new Int32Array(new SharedArrayBuffer(16));
say(Atomics.wait(view, 0, 1), Atomics.wait(view, 0, 0, 5), Atomics.notify(view, 0)); // expect: not-equal timed-out 0
const show = ({ async, value }) => `${async} ${typeof value === "string" ? value : value.constructor.name}`;
say(show(Atomics.waitAsync(view, 0, 1)), show(Atomics.waitAsync(view, 0, 0, 0)), show(Atomics.waitAsync(view, 1, 0))); // expect: false not-equal false timed-out true Promise
say(Atomics.notify(view, 1, 0), Atomics.notify(view, 1, 5), Atomics.notify(view, 1)); // expect: 0 1 0
const log = [];
for (const name of ["a", "b"]) Atomics.waitAsync(view, 3, 0).value.then((value) => log.push(`${name} ${value}`));
const big = new BigInt64Array(view.buffer);
Atomics.waitAsync(big, 0, 0n, 1e6).value.then((value) => log.push(`big ${value}`));
Promise.resolve().then(() => say("job before"));
say(Atomics.notify(view, 3, 1)); // expect: 1
say(Atomics.notify(view, 3), Atomics.notify(view, 0)); // expect: 1 1
Atomics.waitAsync(view, 2, 0, 20).value.then((value) => say(value, log.join()));
for (const wrong of [new Int32Array(4), new Int16Array(view.buffer), new Float64Array(view.buffer)]) {
  try {
    Atomics.waitAsync(wrong, 0, 0);
  } catch (error) {
    say(error.name);
  }
}
// expect: TypeError
// expect: TypeError
// expect: TypeError
// expect: job before
// expect: timed-out a ok,b ok,big ok
