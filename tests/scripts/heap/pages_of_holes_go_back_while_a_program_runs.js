// configurations: default tiny
// What is left of a heap of which nine objects in ten died moves together, and the pages go back: by a collection that
// somebody asks for, between the allocations of a program that runs on, and while it waits for a timer.
// flags: --expose-gc
const total = () => process.memoryUsage().heapTotal / 1e6;
function fill() {
  const kept = [];
  const all = [];
  for (let i = 0; i < 200000; i++) all.push({ i, list: [i, i] });
  for (let i = 0; i < all.length; i += 10) kept.push(all[i]);
  return kept;
}
const sum = (list) => list.reduce((sum, { i, list }) => sum + i + list[1], 0);

let kept = fill();
console.log(total() > 20); // expect: true
gc();
console.log(total() < 9, sum(kept)); // expect: true 3999800000

kept = fill();
console.log(total() > 20); // expect: true
// Each of these survives long enough to become old, so that markings begin.
const ring = new Array(30000).fill(null);
let rounds = 0;
do {
  for (let i = 0; i < 1e5; i++) ring[i % 30000] = { i };
} while (total() >= 20 && ++rounds < 200);
console.log(total() < 20, sum(kept), ring[5].i); // expect: true 3999800000 90005

kept = fill();
console.log(total() > 20); // expect: true
let waits = 0;
(function wait() {
  if (total() >= 10 && ++waits < 50) return setTimeout(wait, 100);
  console.log(total() < 10, sum(kept)); // expect: true 3999800000
})();
