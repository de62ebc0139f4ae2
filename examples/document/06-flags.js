// tenure --max-old-space-size=2048 06-flags.js
// tenure --max-new-space-size=2048 06-flags.js
// tenure max-old-space-size=2048 06-flags.js
'use strict';
const { claim, megabytes, row, verdict } = require('./tell');
const v8 = require('v8');

claim(6, 'max-old-space-size=2048 or max-new-space-size=2048 raises the limit',
  '启动时加 max-old-space-size=2048 或 max-new-space-size=2048 来提升内存上限');

row('heap_size_limit', megabytes(v8.getHeapStatistics().heap_size_limit));
verdict('partly', 'The first does, in megabytes, and needs its two dashes. The second counted kilobytes: 2048 is 2 MB for a ' +
  'semi-space, less than today\'s default. Node 20 refuses it and exits with code 9.',
'前者有效，单位是 MB，而且必须带两个短横线。后者的单位是 KB：2048 表示半空间只有 2 MB，比如今的默认值还小。Node 20 会拒绝它，以退出码 9 结束。');
