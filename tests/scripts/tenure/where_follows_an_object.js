// flags: --expose-gc
// configurations: default
const { where, size } = require('tenure');
let object = { a: 1 };
const first = where(object);
gc({ type: 'minor' });
const second = where(object);
gc({ type: 'minor' });
const third = where(object);
gc();
const fourth = where(object);
const show = ({ space, age, moved, size }) => console.log(space, age, moved, size);
show(first); // expect: new space 0 0 24
show(second); // expect: new space 1 1 24
show(third); // expect: old space 2 2 24
show(fourth); // expect: old space 2 2 24
console.log(first.address !== second.address, third.address === fourth.address); // expect: true true
console.log(first.address.startsWith('0x')); // expect: true

console.log(where(new Array(100000).fill(0)).space); // expect: new space
console.log(where('text'), where(1), where()); // expect: undefined undefined undefined
console.log(size({}) < size({ a: 1, b: 2, c: 3, d: 4, e: 5 })); // expect: true
console.log(size(1), size('x'.repeat(80))); // expect: 0 96
