// configurations: default tiny
// flags: --expose-gc
// Marking that the program needs is done in steps, and `collections` says how many; gc() marks at once.
const { collections } = require('tenure');

const live = [];
for (let i = 0; i < 20000; i += 1) live.push({ i, next: null });
gc();
const forced = collections().at(-1);
console.log(forced.kind, forced.steps, forced.longestStep); // expect: mark-sweep undefined undefined

let stepped;
for (let i = 0; i < 3e6 && !stepped; i += 1) {
  live[i % live.length] = { i, next: new Array(20).fill(i) };
  if (i % 1000 === 0) stepped = collections().find(({ steps }) => steps > 0);
}
console.log(stepped.kind, stepped.steps > 1, stepped.longestStep <= stepped.stepsTime); // expect: mark-sweep true true
