// With a back-reference there is no memory of failures to help: the fuel ends it.
// flags: --fuel=3000000
// expect exit: 1
// expect stderr: ran out of fuel
console.log(/a/.test('a')); // expect: true
try {
  /(a+)+\1b/.test('a'.repeat(60) + '!');
} finally {
  console.log('never');
}
