// tenure --expose-gc 17-globals.js
const { check, claim, megabytes, row, used, verdict } = require('./tell');

claim(17, 'globals live until the program ends: set them to null or delete them', '全局变量直到进程停止才释放：用完应赋值 null 或 delete');

const big = () => new Array(1000000).fill(0); // 8 MB
const isKept = (base) => used() - base > 7 * 1048576;

const base = used();
implicit = big();
row('implicit = big()', megabytes(used()));
check(isKept(base), 'an implicit global is kept', '隐式全局变量被保留');
implicit = null;
row('implicit = null', megabytes(used()));
check(!isKept(base), '= null frees', '赋值 null 即释放');
implicit = big();
const isDeleted = delete globalThis.implicit;
row('delete implicit', megabytes(used()));
check(isDeleted && !isKept(base), 'delete of an implicit global frees', 'delete 隐式全局变量会释放');

// What a script declares with `var` is a property of the global object that cannot be deleted. A module's own `var` is
// not global, so this one is made by hand.
const define = () => Object.defineProperty(globalThis, 'fixed', { value: big(), configurable: false, writable: true });
const declare = () => void define();
declare();
const isFixedDeleted = Reflect.deleteProperty(globalThis, 'fixed');
row('delete of a fixed one', megabytes(used()));
check(!isFixedDeleted && isKept(base), 'delete of what `var` declares returns false, and frees nothing',
  'delete 一个 var 变量返回 false，什么都不释放');
globalThis.fixed = null;
row('= null', megabytes(used()));
check(!isKept(base), 'only = null does', '只有赋值 null 有效');
verdict('right', 'But delete works for implicit globals only.', '但 delete 只对隐式全局变量有效。');
