// tenure --expose-gc 14-context.js
'use strict';
const { check, claim, megabytes, row, say, used, verdict } = require('./tell');

claim(14, 'a closure: the leak that nobody sees', '闭包：看不见的泄漏');
say('  Two closures of one function share one context: what one of them uses, the other keeps.',
  '  同一个函数的两个闭包共用一个上下文：一个用到的，另一个也会保留。');

function run(repaired) {
  let thing = null;
  for (let i = 0; i < 300; i += 1) {
    let original = thing;
    const unused = () => original; // never called
    thing = { samples: new Array(10000).fill(i), method() {} };
    if (repaired) original = null;
  }
  return thing;
}

const before = used();
let thing = run(false);
const leaking = used();
thing = null;
thing = run(true);
const repaired = used();
row('before', megabytes(before));
row('300 things, chained', megabytes(leaking));
row('original = null', megabytes(repaired));
check(leaking - before > 20 * 1048576, 'each thing keeps the one before it', '每个对象都保留着前一个');
check(repaired - before < 2 * 1048576, 'setting the variable to null breaks the chain', '把变量设为 null 就断开了链条');
check(thing.samples.length === 10000, 'the last thing alone is needed', '需要的只有最后一个对象');
verdict('right', 'It happens in node 20 as well.', 'node 20 中同样如此。');
