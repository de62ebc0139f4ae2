import { count, increment, default as first } from './counter.mjs';
import * as counter from './counter.mjs';
import { count as again, indirect, everything } from './indirect.mjs';

console.log(count, first); // expect: 0 5
increment();
console.log(count, again, counter.count, indirect, everything.count); // expect: 1 1 1 1 1
function read() {
  let sum = 0;
  for (let i = 0; i < 1000; i++) {
    increment();
    sum += count;
  }
  return sum;
}
console.log(read(), count); // expect: 501500 1001
console.log((() => () => count)()() === counter.count); // expect: true
for (const change of [() => { count = 1; }, () => { count++; }, () => { ({ count } = {}); }, () => { counter = 1; }]) {
  try {
    change();
  } catch (error) {
    console.log(error.name, error.message);
  }
}
// expect: TypeError Assignment to constant variable.
// expect: TypeError Assignment to constant variable.
// expect: TypeError Assignment to constant variable.
// expect: TypeError Assignment to constant variable.
console.log(typeof count, typeof increment, this, typeof globalThis.count); // expect: number function undefined undefined
console.log((() => this)(), counter === everything); // expect: undefined true
