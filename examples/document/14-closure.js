// tenure --expose-gc 14-closure.js
'use strict';
const { check, claim, megabytes, row, used, verdict } = require('./tell');

claim(14, 'a closure: the outer variable outerVar keeps the inner variable innerVar',
  '闭包：外部作用域变量 outerVar 引用内部变量 innerVar，它不会被回收');

const before = used();
let outerVar = null;
(function inner() {
  const innerVar = new Array(1000000).fill('inner'); // 8 MB
  const other = new Array(1000000).fill('other'); // as much, but no closure uses it
  other.pop();
  outerVar = () => innerVar.length;
})();
const call = () => outerVar();
call();
const kept = used();
outerVar = null;
const released = used();

row('before', megabytes(before));
row('outerVar keeps it', megabytes(kept));
row('outerVar = null', megabytes(released));
check(kept - before < 9 * 1048576, 'a variable that no closure uses is not kept', '没有闭包使用的变量不会保留');
check(kept - before > 7 * 1048576, 'innerVar is kept while outerVar is', 'outerVar 在，innerVar 就在');
check(released - before < 1048576, 'and collected when outerVar lets go', 'outerVar 放手后即被回收');
verdict('right', 'What is kept is the context of the function: every variable that any of its closures uses (14-context.js).',
  '保留的是该函数的上下文：其任何一个闭包用到的每个变量（见 14-context.js）。');
