// RECORDS live records, of which few change, and short-lived objects.
const live = [];
for (let i = 0; i < RECORDS; i++) {
  if (i % 10000 === 0) live.push([]);
  live[live.length - 1].push({ id: i, name: 'record', list: [i, i + 1] });
}
let seed = 1;
function random() { seed = (seed * 16807) % 2147483647; return seed; }
for (let i = 0; i < 3000000; i++) {
  const short = { i, pair: [i, i] };
  if (i % 20 === 0) {
    const part = live[random() % live.length];
    part[random() % part.length] = { id: short.i, name: 'changed', list: short.pair };
  }
}
