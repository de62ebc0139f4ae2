const show = (iterator) => JSON.stringify([...iterator]);
const numbers = (count) => Array.from({ length: count }, (_, index) => index).values();
console.log(show(numbers(5).chunks(2)), show(numbers(4).chunks(2)), show(numbers(0).chunks(3))); // expect: [[0,1],[2,3],[4]] [[0,1],[2,3]] []
console.log(show(numbers(4).windows(2)), show(numbers(2).windows(3))); // expect: [[0,1],[1,2],[2,3]] []
console.log(show(numbers(2).windows(3, "allow-partial")), show(numbers(3).windows(3, "allow-partial"))); // expect: [[0,1]] [[0,1,2]]
const [first, second] = numbers(3).windows(2);
first[1] = "changed";
console.log(second.join()); // expect: 1,2
for (const [method, ...rest] of [["chunks", 0], ["chunks", 1.5], ["windows", 2 ** 32], ["windows", 1, "x"], ["includes", 1, -1], ["includes", 1, "1"]]) {
  let closed = false;
  const iterator = { __proto__: Iterator.prototype, return() { closed = true; return {}; } };
  try {
    iterator[method](...rest);
  } catch (error) {
    console.log(method, error.name, closed);
  }
}
// expect: chunks RangeError true
// expect: chunks TypeError true
// expect: windows RangeError true
// expect: windows TypeError true
// expect: includes RangeError true
// expect: includes TypeError true
console.log(numbers(5).includes(3), numbers(5).includes(3, 4), [NaN].values().includes(NaN), numbers(3).includes(7, Infinity)); // expect: true false true false
let returned = 0;
const endless = { __proto__: Iterator.prototype, count: 0, next() { return { value: this.count++, done: false }; }, return() { returned++; return {}; } };
console.log(endless.includes(12), returned); // expect: true 1
const chunks = endless.chunks(3);
chunks.next();
chunks.return();
console.log(returned, chunks.next().done); // expect: 2 true
let asked = 0;
const ending = { __proto__: Iterator.prototype, next() { return { value: asked, done: asked++ >= 1 }; }, return() { returned++; return {}; } };
const partial = ending.windows(2, "allow-partial");
console.log(partial.next().value.join(), partial.return().done, returned, asked); // expect: 0 true 2 2
let total = 0;
for (const window of numbers(2000).windows(7)) total += window.reduce((sum, number) => sum + number, 0);
console.log(total); // expect: 13951021
