// Ropes and counts reach the limit without the memory for it.
const log = (steps) => {
  try {
    console.log(steps());
  } catch (error) {
    console.log(error.name + ': ' + error.message);
  }
};
const powers = ['x'];
while (powers.length < 29) powers.push(powers[powers.length - 1] + powers[powers.length - 1]);
const half = powers[28];
const text = (length) => powers.filter((_, bit) => length & (1 << bit)).reduceRight((whole, part) => part + whole, '');
log(() => text(2 ** 29 - 24).length); // expect: 536870888
log(() => (text(2 ** 29 - 24) + '').length); // expect: 536870888
log(() => text(2 ** 29 - 24) + 'a'); // expect: RangeError: Invalid string length
log(() => 1 + text(2 ** 29 - 24)); // expect: RangeError: Invalid string length
log(() => text(2 ** 29 - 26) + 1234567); // expect: RangeError: Invalid string length
log(() => half.concat('a', half).length); // expect: RangeError: Invalid string length
log(() => `${half}${half}`.length); // expect: RangeError: Invalid string length
log(() => 'x'.repeat(2 ** 29 - 23)); // expect: RangeError: Invalid string length
log(() => 'ab'.repeat(2 ** 40)); // expect: RangeError: Invalid string length
log(() => 'ab'.repeat(-1)); // expect: RangeError: Invalid count value: -1
log(() => ''.repeat(2 ** 40).length); // expect: 0
log(() => 'x'.padEnd(2 ** 30, 'ab')); // expect: RangeError: Invalid string length
log(() => 'x'.padStart(2 ** 53, '').length); // expect: 1
log(() => Array(1 << 20).join('x'.repeat(1 << 10))); // expect: RangeError: Invalid string length
