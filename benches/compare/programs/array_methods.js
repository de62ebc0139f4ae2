// map, filter, reduce and their kin over packed arrays.
function run(rounds) {
  const base = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1009);
  let sum = 0;
  for (let round = 0; round < rounds; round++) {
    const doubled = base.map((x) => x * 2 + round);
    const even = doubled.filter((x) => x % 4 === 0);
    sum = (sum + even.reduce((a, b) => a + b, 0)) % 1000003;
    sum += doubled.findIndex((x) => x > 1500) + doubled.indexOf(doubled[900]);
    sum += doubled.some((x) => x < 0) ? 1 : 0;
    doubled.forEach((x, i) => {
      if (i % 100 === 0) sum += x & 3;
    });
    const [first, ...rest] = even.slice(0, 20).concat(doubled.slice(-5)).reverse();
    sum += first + rest.length + rest.includes(round);
  }
  return sum;
}
print(run(1200));
