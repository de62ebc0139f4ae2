// flags: --expose-gc
// Many shapes die and others take their ids, while caches of all kinds have seen the dead ones.
function read(object, key) {
  return object.value;
}
function write(object) {
  object.value = 7;
}
function make(number) {
  const object = {};
  for (let i = 0; i <= number % 5; i++) object['key' + number + '_' + i] = i;
  object.value = number;
  return object;
}
let wrong = 0;
for (let round = 0; round < 6; round++) {
  const kept = [];
  for (let number = round * 100; number < round * 100 + 60; number++) {
    const object = make(number);
    if (read(object) !== number) wrong++;
    write(object);
    if (read(object) !== 7) wrong++;
    if (number % 7 === 0) kept.push(object);
  }
  gc();
  for (const object of kept) if (object.value !== 7 || Object.keys(object).at(-1) !== 'value') wrong++;
  class Local {
    constructor() {
      this['own' + round] = round;
      this.value = round;
    }
  }
  if (read(new Local()) !== round) wrong++;
}
console.log(wrong); // expect: 0
