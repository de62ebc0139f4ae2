// Timers with what they hold.
class Planted {}
const planted = 30_000;
globalThis.timers = [];
for (let i = 0; i < planted; i++) {
  const held = new Planted();
  timers.push(setTimeout(() => held, 1e8));
}
timers.forEach((timer) => timer.unref());
