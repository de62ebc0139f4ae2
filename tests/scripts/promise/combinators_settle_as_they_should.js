const later = (value, fails) => new Promise((done, fail) => setTimeout(() => (fails ? fail : done)(value), value));
const steps = [
  [() => Promise.all([later(3), 2, later(1)]), String], // expect: 3,2,1
  [() => Promise.race([new Promise(() => {}), later(1)]), String], // expect: 1
  [() => Promise.any([later(1, true), later(2)]), String], // expect: 2
  [() => Promise.allSettled([later(1, true), 5]), JSON.stringify], // expect: [{"status":"rejected","reason":1},{"status":"fulfilled","value":5}]
  [() => Promise.any([later(1, true), later(2, true)]), (error) => `${error.message}: ${error.errors}`], // expect: All promises were rejected: 1,2
  [() => Promise.all([later(1), later(2, true), later(3)]), (reason) => `reason ${reason}`], // expect: reason 2
  [() => Promise.all([]), (list) => list.length], // expect: 0
];
let last = Promise.resolve();
for (const [start, show] of steps) {
  const print = (result) => console.log(show(result));
  last = last.then(() => start().then(print, print));
}
