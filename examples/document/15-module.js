// tenure --expose-gc 15-module.js
'use strict';
const { check, claim, megabytes, row, say, used, verdict } = require('./tell');

claim(15, 'a module is a closure, and stays in the cache until the program ends',
  'node 模块导出的变量：闭包本身不被释放，第一次导出后成为内存中的缓存，直到进程结束');

const { wrapper } = require('module');
say('  The wrapper around each module:', '  每个模块外面的包装：');
console.log(`    ${wrapper[0]}`);
console.log('      const data = 123;');
console.log('      module.exports = data');
console.log(`    ${wrapper[1].trim()}`);

const path = require.resolve('./modules/big');
const load = () => require(path).table.length;

load();
const once = used();
for (let i = 0; i < 50; i += 1) load();
const cached = used();
for (let i = 0; i < 50; i += 1) {
  delete require.cache[path];
  load();
}
const deleted = used();
module.children.length = 0;
const released = used();
for (let i = 0; i < 50; i += 1) {
  delete require.cache[path];
  load();
  module.children.pop();
}
const spliced = used();

row('loaded once', megabytes(once));
row('required 50 times', megabytes(cached));
row('50 x delete + require', megabytes(deleted));
row('module.children = []', megabytes(released));
row('50 x delete + pop', megabytes(spliced));
check(Math.abs(cached - once) < 1048576, 'require again: the cached one, no growth', '再次 require：来自缓存，不增长');
check(deleted - once > 30 * 1048576, 'delete require.cache[...] and require: each copy stays', '删除 require.cache 再 require：每一份都还在');
check(released - once < 2 * 1048576, 'it was module.children that kept them', '保留它们的是 module.children');
check(spliced - once < 2 * 1048576, 'taken out of both: no growth', '两处都移除：不增长');
verdict('right', 'And deleting a module from the cache is not enough to be rid of it.', '而且仅从缓存中删除还不够。');
