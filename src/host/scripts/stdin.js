// process.stdin – https://nodejs.org/api/process.html#processstdin
'use strict';

const ReadStream = require('internal/read_stream');

const stdin = new ReadStream(native);
stdin.fd = 0;
if (native.isTerminal()) stdin.isTTY = true;

module.exports = stdin;
