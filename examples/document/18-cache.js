// tenure --expose-gc 18-cache.js
'use strict';
const { check, claim, megabytes, row, say, used, verdict } = require('./tell');

claim(18, 'caches in memory: an object at the top of a module that records uploads',
  '内存缓存：用放在模块顶部的 js 对象记录上传状态');
say('  20000 uploads, each with its state:', '  20000 次上传，每次都有状态：');

const COUNT = 20000;
const state = () => ({ chunks: new Array(20).fill('received'), done: false });

const base = used();
const measure = (name, work) => {
  const store = work();
  const now = used() - base;
  row(name, megabytes(now));
  return store ? now : 0;
};

const forever = measure('never deleted', () => {
  const uploads = {};
  for (let id = 0; id < COUNT; id += 1) uploads[`upload-${id}`] = state();
  return uploads;
});
const deleting = measure('deleted when done', () => {
  const uploads = {};
  for (let id = 0; id < COUNT; id += 1) {
    uploads[`upload-${id}`] = state();
    delete uploads[`upload-${id}`];
  }
  return uploads;
});
const bounded = measure('the last 100 (LRU)', () => {
  const uploads = new Map();
  for (let id = 0; id < COUNT; id += 1) {
    uploads.set(`upload-${id}`, state());
    if (uploads.size > 100) uploads.delete(uploads.keys().next().value);
  }
  return uploads;
});
const weak = measure('WeakMap by request', () => {
  const uploads = new WeakMap();
  for (let id = 0; id < COUNT; id += 1) uploads.set({ request: id }, state());
  return uploads;
});
check(forever > 4 * 1048576, 'what nobody deletes stays', '无人删除的一直都在');
check(deleting < 1048576 && bounded < 1048576 && weak < 1048576, 'the three repairs keep nothing', '三种修复都不再积累');
verdict('right', 'Delete what is done, bound the cache, or let it hang on an object that dies (WeakMap).',
  '完成即删除，或限制缓存大小，或挂在会消亡的对象上（WeakMap）。');
