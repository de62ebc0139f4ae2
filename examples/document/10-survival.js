// tenure --expose-gc 10-survival.js
'use strict';
const { check, claim, collect, row, verdict } = require('./tell');

claim(10, 'half of the new space is wasted, and copying many survivors is slow', '浪费一半空间；复制大量存活对象效率低');

const COUNT = 8000;
function scavengeWith(share) {
  let best = Infinity;
  for (let round = 0; round < 7; round += 1) {
    collect();
    const kept = [];
    for (let i = 0; i < COUNT; i += 1) {
      const object = { i, next: null };
      if (i % 100 < share) {
        kept.push(object);
      }
    }
    const start = performance.now();
    gc({ type: 'minor' });
    best = Math.min(best, performance.now() - start);
  }
  return best * 1000;
}

row('survivors', 'microseconds');
const times = [5, 25, 50, 75, 95].map((share) => {
  const time = scavengeWith(share);
  row(`${share} %`, time.toFixed(0));
  return time;
});
check(times[4] > times[0] * 2, 'a scavenge takes time by what survives, not by what dies', '回收时间取决于存活对象，而不是死对象');
verdict('right', 'That is why it suits objects that die young, and nothing else.', '所以它只适合早逝的对象。');
