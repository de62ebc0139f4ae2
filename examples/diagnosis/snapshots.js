// Two snapshots of the service, with a thousand requests between them.
'use strict';

const { writeHeapSnapshot } = require('v8');
const { handle } = require(process.argv[2]);

for (let i = 0; i < 100; i += 1) handle(`user ${i}`);
writeHeapSnapshot('before.heapsnapshot');
for (let i = 0; i < 1000; i += 1) handle(`user ${i}`);
writeHeapSnapshot('after.heapsnapshot');
process.exit();
