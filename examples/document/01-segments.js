// tenure --print-memory 01-segments.js
'use strict';
const { check, claim, row, say, verdict, megabytes } = require('./tell');
const v8 = require('v8');

claim(1, 'memory has three segments: code, stack, heap', '内存分三段：代码、栈、堆');

const code = () => {
  const figures = v8.getHeapCodeStatistics();
  return figures.code_and_metadata_size + figures.bytecode_and_metadata_size + figures.external_script_source_size;
};
const heap = () => process.memoryUsage().heapUsed;

const before = [code(), heap()];
const functions = [];
for (let i = 0; i < 300; i += 1) {
  const text = `return a + ${i}; ${'// a long text, kept for stack traces and toString\n'.repeat(20)}`;
  functions.push(new Function('a', text));
  functions[i](i);
}
const afterCode = [code(), heap()];
const objects = Array.from({ length: 50000 }, (_, id) => ({ id }));
const afterObjects = [code(), heap()];

let depth = 0;
const descend = () => { depth += 1; descend(); };
try {
  descend();
} catch {
  // The stack is full: a RangeError, and everything on it is given back.
}

row('', 'code', 'heap');
row('before', ...before.map(megabytes));
row('300 functions more', ...afterCode.map(megabytes));
row('50000 objects more', ...afterObjects.map(megabytes));
check(afterCode[0] > before[0] + 100000, 'functions take memory of code', '函数占用代码段');
check(afterObjects[1] > afterCode[1] + 500000 && afterObjects[0] - afterCode[0] < 100000,
  'objects take memory of the heap', '对象占用堆');
check(depth > 1000, `the stack held ${depth} calls at once, and all of it came back`, `栈曾同时容纳 ${depth} 层调用，之后全部归还`);
say(`  (${objects.length} objects and ${functions.length} functions are still alive)`,
  `  （${objects.length} 个对象和 ${functions.length} 个函数还活着）`);
verdict('right', 'As a picture. "The stack holds value types" is simplified: a captured number lives on the heap too.',
  '作为示意图是对的。“栈存储值类型”是简化的说法：被闭包捕获的数字也在堆里。');
