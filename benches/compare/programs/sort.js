// Sorting numbers, strings and records with a comparator.
let seed = 12345;
function random() {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed;
}
const numbers = [];
for (let i = 0; i < 100000; i++) numbers.push(random() % 100000);
const records = numbers.map((key, index) => ({ key: key % 1000, index }));
const names = numbers.slice(0, 30000).map((n) => 'n' + n);
numbers.sort((a, b) => a - b);
records.sort((a, b) => a.key - b.key || a.index - b.index);
names.sort();
let sum = 0;
for (let i = 0; i < numbers.length; i += 97) sum = (sum * 31 + numbers[i] + records[i].index) % 1000003;
print(sum + ' ' + names[15000]);
