console.log(Math.sumPrecise([1e20, 0.1, -1e20])); // expect: 0.1
console.log(Math.sumPrecise([0.1, 0.2, 0.3]), 0.1 + 0.2 + 0.3); // expect: 0.6 0.6000000000000001
console.log(Object.is(Math.sumPrecise([]), -0), Object.is(Math.sumPrecise([-0, -0]), -0)); // expect: true true
console.log(Object.is(Math.sumPrecise([-0, 0]), 0), Object.is(Math.sumPrecise([1, -1]), 0)); // expect: true true
console.log(Math.sumPrecise([Infinity, 1]), Math.sumPrecise([Infinity, -Infinity]), Math.sumPrecise([NaN])); // expect: Infinity NaN NaN
console.log(Math.sumPrecise([Number.MAX_VALUE, Number.MAX_VALUE, -Number.MAX_VALUE]) === Number.MAX_VALUE); // expect: true
const log = [];
const numbers = {
  [Symbol.iterator]: () => ({
    next: () => ({ value: "1", done: false }),
    return: () => { log.push("return"); return {}; },
  }),
};
try {
  Math.sumPrecise(numbers);
} catch (error) {
  console.log(error.name, log.join()); // expect: TypeError return
}
function* many() {
  for (let count = 0; count < 2000; count++) yield count * 1e290;
  yield 3;
  for (let count = 0; count < 2000; count++) yield count * -1e290;
}
console.log(Math.sumPrecise(many())); // expect: 3
