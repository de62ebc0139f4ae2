// 200 MB of small objects, of which nine in ten are freed at random; then one gc(), or ordinary work for SECONDS.
'use strict';
const [how, seconds] = process.argv.slice(2);
let seed = 1;
function random() { seed = (seed * 16807) % 2147483647; return seed; }
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
const memory = () => process.memoryUsage();

// Shaken, so that neighbours in the heap are no neighbours in the list.
const all = [];
while (memory().heapUsed < 200e6) for (let i = 0; i < 10000; i++) all.push({ i, list: [i, i + 1], next: { i } });
for (let i = all.length - 1; i > 0; i--) {
  const other = random() % (i + 1);
  [all[i], all[other]] = [all[other], all[i]];
}
const filled = memory();
const before = all.length;
all.length = Math.floor(before / 10);
const kept = all.slice();
all.length = 0;
const free = filled.heapUsed * (1 - kept.length / before);

console.log('freed');
const started = Date.now();
const share = () => 100 * (filled.rss - memory().rss) / free;
const tell = () => {
  if (kept.some(({ i, list }) => list[0] !== i)) throw new Error('an object was damaged');
  const seconds = ((Date.now() - started) / 1e3).toFixed(1);
  console.log('figures', megabytes(filled.rss), megabytes(free), megabytes(memory().rss), share().toFixed(0), seconds);
};
if (how === 'gc') {
  gc();
  tell();
} else {
  let work = [];
  const timer = setInterval(() => {
    for (let i = 0; i < 2000; i++) work.push({ i, list: [i] });
    if (work.length > 20000) work = [];
    if (share() < 85 && Date.now() - started < seconds * 1e3) return;
    clearInterval(timer);
    tell();
  }, 1);
}
