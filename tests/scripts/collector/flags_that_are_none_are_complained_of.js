const v8 = require('v8');
console.log(v8.setFlagsFromString('--no-such-flag')); // expect: undefined
// expect stderr: Error: unrecognized flag --no-such-flag
// expect stderr: Try --help for options
v8.setFlagsFromString('--max-old-space-size=abc');
// expect stderr: Error: illegal value for flag --max-old-space-size=abc of type size_t
try {
  v8.setFlagsFromString();
} catch (error) {
  console.log(error.name, error.code, error.message); // expect: TypeError ERR_INVALID_ARG_TYPE The "flags" argument must be of type string. Received undefined
}
const limit = v8.getHeapStatistics().heap_size_limit;
v8.setFlagsFromString('--max-old-space-size=100');
console.log(limit === v8.getHeapStatistics().heap_size_limit); // expect: true
v8.setFlagsFromString('--expose-gc');
console.log(typeof gc); // expect: undefined
