// An object at the top of a module, used as a cache: here the states of uploads. It lives as long as the program, and so
// does every state that nobody deletes.
//
//   tenure examples/leaks/cache.js              keeps the states of all uploads
//   tenure examples/leaks/cache.js --forever    goes on until the limit of the heap
//   tenure examples/leaks/cache.js --repaired   forgets an upload when it is done
'use strict';

const { isRepaired, run } = require('./meter');

const uploads = {};
let number = 0;

function upload() {
  const id = `upload-${number}`;
  number += 1;
  uploads[id] = { chunks: new Array(100).fill('received'), done: false };
  return id;
}

function finish(id) {
  uploads[id].done = true;
  if (isRepaired) {
    delete uploads[id]; // the line that the leak forgot
  }
}

run('uploads', () => {
  for (let count = 0; count < 6000; count += 1) {
    finish(upload());
  }
}, () => Object.keys(uploads).length);
