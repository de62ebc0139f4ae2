// A cache of old entries whose values are replaced by young ones.
const cache = new Map();
const order = new Array(60000).fill(-1);
let seed = 1;
function random() { seed = (seed * 16807) % 2147483647; return seed; }
for (let i = 0; i < 2000000; i++) {
  const key = random() % 120000;
  let entry = cache.get(key);
  if (entry === undefined) {
    cache.delete(order[i % order.length]);
    entry = { key, hits: [] };
    order[i % order.length] = key;
  }
  entry.hits = [i, { when: i }];
  cache.set(key, entry);
}
