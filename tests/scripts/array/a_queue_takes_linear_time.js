// configurations: default tiny
// Elements leave and come at the front without the others moving: 300,000 words moved a million times would take
// minutes.
const queue = [];
for (let i = 0; i < 300000; i++) queue.push(i);
let sum = 0;
for (let i = 0; i < 1000000; i++) {
  queue.push(i);
  sum = (sum + queue.shift()) % 1000003;
}
console.log(queue.length, sum, queue[0], queue[299999]); // expect: 300000 630006 700000 999999
while (queue.length) sum = (sum + queue.shift()) % 1000003;
console.log(queue.length, sum, queue.shift(), queue.length); // expect: 0 715009 undefined 0
for (let i = 0; i < 300000; i++) queue.unshift(i);
for (let i = 0; i < 300000; i++) sum = (sum + queue.pop()) % 1000003;
console.log(queue.length, sum); // expect: 0 430009
for (let i = 0; i < 300000; i++) queue.push({ i });
for (let i = 0; i < 10000; i++) {
  const [first, second] = queue.splice(0, 2);
  queue.splice(1, 0, second);
  sum = (sum + first.i) % 1000003;
}
console.log(queue.length, sum, queue[0].i, queue[1].i, queue[289999].i); // expect: 290000 434858 10001 1 299999
