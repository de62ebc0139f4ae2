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
// Of each batch the first objects live long enough to become old, so that markings begin.
let rounds = 0;
let left;
do {
  const batch = [];
  for (let i = 0; i < 2e5; i++) batch.push({ i });
  left = total();
} while (left >= 20 && ++rounds < 400);
console.log(left < 20, sum(kept)); // expect: true 3999800000

kept = fill();
console.log(total() > 20); // expect: true
let waits = 0;
(function wait() {
  const left = total();
  if (left >= 10 && ++waits < 50) return setTimeout(wait, 100);
  console.log(left < 10, sum(kept)); // expect: true 3999800000
})();
