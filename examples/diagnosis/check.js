// A test: requests leave nothing behind.
'use strict';

const { assertNoGrowth } = require('tenure').leaks;
const { handle } = require(process.argv[2]);

try {
  assertNoGrowth(() => { for (let i = 0; i < 100; i += 1) handle('a user'); });
  console.log('requests leave nothing behind');
} catch (error) {
  console.log(error.message);
}
process.exit();
