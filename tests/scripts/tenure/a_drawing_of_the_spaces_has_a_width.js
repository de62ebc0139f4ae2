const { snapshotOfSpaces } = require('tenure');
const widest = (text) => Math.max(...text.split('\n').filter((line) => line.startsWith('  ')).map((line) => line.length - 2));
console.log(widest(snapshotOfSpaces({ width: 1 }))); // expect: 1
for (const width of [0, -1, 1.5, NaN, '8', null]) {
  try {
    snapshotOfSpaces({ width });
  } catch (error) {
    console.log(error.name, error.code, error.message.split('Received ')[1]);
  }
}
// expect: RangeError ERR_OUT_OF_RANGE 0
// expect: RangeError ERR_OUT_OF_RANGE -1
// expect: RangeError ERR_OUT_OF_RANGE 1.5
// expect: RangeError ERR_OUT_OF_RANGE NaN
// expect: RangeError ERR_OUT_OF_RANGE '8'
// expect: RangeError ERR_OUT_OF_RANGE null
