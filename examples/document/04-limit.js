// tenure 04-limit.js
'use strict';
const { check, claim, megabytes, row, verdict } = require('./tell');
const v8 = require('v8');

claim(4, 'the limit is about 1.4 GB on 64-bit systems, 0.7 GB on 32-bit ones', '使用上限：64 位系统约 1.4 GB，32 位约 0.7 GB');

const { heap_size_limit: limit, total_heap_size: total } = v8.getHeapStatistics();
row('heap_size_limit', megabytes(limit));
row('total_heap_size', megabytes(total));
check(limit > 600 * 1048576, 'there is a limit, far above what is in use', '存在上限，远大于当前使用量');
verdict('right', 'It was V8\'s default of the time (700 MB times two): tenure keeps it, with three semi-spaces of 16 MB on top. ' +
  'Node 20 takes more, according to the memory of the machine: 4144 MB on a big one.',
'那是当时 V8 的默认值（700 MB 的两倍）：tenure 沿用它，另加三个 16 MB 的半空间。Node 20 按机器内存取更大的值：大内存机器上是 4144 MB。');
