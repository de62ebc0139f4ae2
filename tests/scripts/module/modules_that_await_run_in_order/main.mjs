import { order } from './order.mjs';
import './first.mjs';
import './second.mjs';
import './third.mjs';

order.push('main');
console.log(order.join(' ')); // expect: first-begins second-begins third-not-waiting first-ends second-ends second-parent main
for await (const value of [Promise.resolve(1), 2]) order.push(value);
try {
  await Promise.reject(new Error('caught'));
} catch ({ message }) {
  order.push(message);
} finally {
  await null;
}
console.log(order.slice(-3)); // expect: [ 1, 2, 'caught' ]
const outcome = [];
setTimeout(() => outcome.push('timer'), 0);
process.nextTick(() => outcome.push('tick'));
Promise.resolve().then(() => outcome.push('microtask'));
await new Promise((resolve) => setTimeout(resolve, 1));
console.log(outcome); // expect: [ 'microtask', 'tick', 'timer' ]
