// flags: --test262-host
const say = (...values) => print(values.join(" "));
const COUNT = 3;
for (let index = 0; index < COUNT; index++) {
  $262.agent.start(`
    $262.agent.receiveBroadcast((buffer) => {
      const view = new Int32Array(buffer);
      for (let round = 0; round < 200; round++) Atomics.add(view, 0, ${index + 1});
      Atomics.add(view, 1, 1);
      const result = Atomics.wait(view, 2, 0, 60000);
      $262.agent.report("${index} " + result + " " + view[3]);
      $262.agent.leaving();
    });
  `);
}
const view = new Int32Array(new SharedArrayBuffer(16));
view[3] = 7;
$262.agent.broadcast(view.buffer);
while (Atomics.load(view, 1) < COUNT) $262.agent.sleep(1);
say(Atomics.load(view, 0)); // expect: 1200
view[3] = 8;
let woken = 0;
while (woken < COUNT) woken += Atomics.notify(view, 2);
const reports = [];
while (reports.length < COUNT) {
  const report = $262.agent.getReport();
  if (report === null) $262.agent.sleep(1); else reports.push(report);
}
say(reports.sort().join()); // expect: 0 ok 8,1 ok 8,2 ok 8

// A promise of this agent that another settles.
$262.agent.start(`
  $262.agent.receiveBroadcast((buffer) => {
    const view = new Int32Array(buffer);
    while (Atomics.notify(view, 0) === 0) $262.agent.sleep(1);
    $262.agent.leaving();
  });
`);
const other = new Int32Array(new SharedArrayBuffer(4));
const { value } = Atomics.waitAsync(other, 0, 0);
$262.agent.broadcast(other.buffer);
value.then((result) => say(result, $262.agent.monotonicNow() > 0)); // expect: ok true
