// A module of about 800 KB, for 15-module.js.
'use strict';

exports.table = new Array(100000).fill('data');
