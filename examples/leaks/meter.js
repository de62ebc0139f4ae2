// Runs the steps of a leak and prints how memory grows.
//
//   (nothing)      ten steps, then the program ends
//   --forever      steps without end
//   --repaired     the same work without the leak
//   --seconds=10   as many steps as fit into ten seconds, and a line each second
'use strict';

const STEPS = 10;
const words = process.argv.slice(2);
const secondsWord = words.find((word) => word.startsWith('--seconds='));
const seconds = secondsWord ? Number(secondsWord.split('=')[1]) : 0;
const isForever = words.includes('--forever');

exports.isRepaired = words.includes('--repaired');

const megabytes = (bytes) => (bytes / 1048576).toFixed(1) + ' MB';
const row = (...cells) => console.log(cells.map((cell) => String(cell).padStart(12)).join(''));

function report(step, kept) {
  if (globalThis.gc) gc();
  const { heapUsed, heapTotal } = process.memoryUsage();
  row(step, kept, megabytes(heapUsed), megabytes(heapTotal));
}

// Calls `work` again and again, with a turn of the event loop between two steps. `count` tells what is kept.
exports.run = function run(what, work, count) {
  row('step', what, 'heapUsed', 'heapTotal');
  report(0, count());
  const start = Date.now();
  let step = 0;
  let reported = 0;
  function next() {
    work();
    step += 1;
    const elapsed = (Date.now() - start) / 1000;
    if (!seconds) {
      report(step, count());
    } else if (elapsed >= reported + 1) {
      reported = Math.floor(elapsed);
      report(step, count());
    }
    const isOver = seconds ? elapsed >= seconds : !isForever && step === STEPS;
    if (isOver) {
      process.exit(0);
    }
    setImmediate(next);
  }
  setImmediate(next);
};

// The same without any turn of the event loop.
exports.runInOneTurn = function runInOneTurn(what, work, count) {
  row('step', what, 'heapUsed', 'heapTotal');
  report(0, count());
  const start = Date.now();
  for (let step = 1; isForever || (seconds ? Date.now() - start < seconds * 1000 : step <= STEPS); step += 1) {
    work();
    report(step, count());
  }
  process.exit(0);
};
