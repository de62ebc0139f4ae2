// A module with something in it: about 800 KB.
'use strict';

exports.table = new Array(100000).fill('free');
