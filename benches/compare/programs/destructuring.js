// Destructuring: parameters, nested patterns, defaults, rest, swaps, spread and entries.
function length({ x, y, z = 0 }) {
  return x * x + y * y + z * z;
}
function pick({ id, name: { first, last = 'none' } = {}, tags: [head, ...tail] = [], ...rest }) {
  return id + first.length + last.length + (head ? head.length : 0) + tail.length + (rest.extra || 0);
}
function sum([head = 0, second = 0, ...tail]) {
  let total = head + second;
  for (const value of tail) total += value;
  return total;
}
function gcd(a, b) {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
function fold(...values) {
  const [first, , third] = values;
  return first + third + values.length;
}
function merge(base, i) {
  const { kept, ...others } = { ...base, i, kept: i & 7 };
  return kept + others.i + others.a;
}
const records = [];
for (let i = 0; i < 200; i++) {
  const record = { id: i, name: { first: 'n' + i }, tags: ['a', 'bc', 'def'].slice(i % 3), extra: i % 5 };
  if (i % 2) record.name.last = 'l' + (i % 11);
  records.push(record);
}
let total = 0;
for (let i = 0; i < 250000; i++) total = (total + length({ x: i & 15, y: 3 })) % 1000003;
for (let i = 0; i < 60000; i++) total = (total + pick(records[i % 200])) % 1000003;
for (let i = 0; i < 100000; i++) total = (total + sum([i, 1, 2, 3])) % 1000003;
for (let i = 0; i < 40000; i++) total = (total + gcd(i, 360)) % 1000003;
for (let i = 0; i < 100000; i++) total = (total + fold(...[i, 2, 3])) % 1000003;
for (let i = 0; i < 60000; i++) total = (total + merge({ a: 1, b: 2 }, i)) % 1000003;
const table = Object.fromEntries(records.map(({ id, extra }) => ['k' + id, extra]));
for (let round = 0; round < 300; round++) {
  for (const [key, value] of Object.entries(table)) total = (total + key.length * value) % 1000003;
}
print(total);
