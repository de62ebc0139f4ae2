const v8 = require('v8');

for (const path of [5, null, {}, 'a\0b']) {
  try {
    v8.writeHeapSnapshot(path);
  } catch (error) {
    console.log(`${error.code}: ${error.message}`);
  }
}
// expect: ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received type number (5)
// expect: ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received null
// expect: ERR_INVALID_ARG_TYPE: The "path" argument must be of type string or an instance of Buffer or URL. Received an instance of Object
// expect: ERR_INVALID_ARG_VALUE: The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received 'a\x00b'

for (const options of [1, 'x', null, [], { exposeInternals: 1 }, { exposeNumericValues: 'x' }]) {
  try {
    v8.writeHeapSnapshot('x.heapsnapshot', options);
  } catch (error) {
    console.log(error.message);
  }
}
// expect: The "options" argument must be of type object. Received type number (1)
// expect: The "options" argument must be of type object. Received type string ('x')
// expect: The "options" argument must be of type object. Received null
// expect: The "options" argument must be of type object. Received an instance of Array
// expect: The "options.exposeInternals" property must be of type boolean. Received type number (1)
// expect: The "options.exposeNumericValues" property must be of type boolean. Received type string ('x')

for (const limit of [0, -1, 1.5, 'a', undefined, 2 ** 32]) {
  try {
    v8.setHeapSnapshotNearHeapLimit(limit);
  } catch (error) {
    console.log(error.message);
  }
}
// expect: The value of "limit" is out of range. It must be >= 1 && <= 4294967295. Received 0
// expect: The value of "limit" is out of range. It must be >= 1 && <= 4294967295. Received -1
// expect: The value of "limit" is out of range. It must be an integer. Received 1.5
// expect: The "limit" argument must be of type number. Received type string ('a')
// expect: The "limit" argument must be of type number. Received undefined
// expect: The value of "limit" is out of range. It must be >= 1 && <= 4294967295. Received 4294967296
