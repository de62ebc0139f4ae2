const log = [];
const numbers = {
  __proto__: Iterator.prototype,
  count: 0,
  next() { log.push("next"); return { done: false, value: this.count++ }; },
  return() { log.push("return"); return {}; },
};
const helper = numbers.filter((number) => number % 2).map((number) => number * 10).take(2);
console.log(log.length); // expect: 0
console.log(helper.toArray().join()); // expect: 10,30
console.log(log.join()); // expect: next,next,next,next,return
console.log([..."ab"].values().flatMap((letter) => [letter, letter]).toArray().join("")); // expect: aabb
console.log([1, 2, 3, 4].values().drop(2).reduce((sum, number) => sum + number)); // expect: 7
console.log(Iterator.from({ next: () => ({ done: true }) }) instanceof Iterator); // expect: true
console.log(Iterator.concat([1], new Set([2, 3])).toArray().join()); // expect: 1,2,3
try {
  [].values().take(-1);
} catch (error) {
  console.log(String(error)); // expect: RangeError: -1 must be positive
}
