// Functions made by functions, captured variables, and calls through values.
function counter(start) {
  let value = start;
  return { add: (n) => (value += n), get: () => value };
}
const compose = (f, g) => (x) => g(f(x));
function run(n) {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const c = counter(i & 7);
    c.add(3);
    c.add(i & 1);
    const f = compose((x) => x + i, (x) => x & 0xffff);
    sum = (sum + f(c.get())) & 0xffffff;
  }
  const steps = [];
  for (let i = 0; i < 50; i++) steps.push((x) => (x * 3 + i) & 0xffff);
  const chain = steps.reduce(compose);
  for (let i = 0; i < n / 50; i++) sum = (sum + chain(i)) & 0xffffff;
  return sum;
}
print(run(600000));
