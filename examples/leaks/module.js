// A module stays in the cache until the program ends. Deleting it from the cache is not enough to let go of it: the module
// that required it lists it among its children.
//
//   tenure examples/leaks/module.js              loads a module anew 80 times, and keeps 60 MB
//   tenure examples/leaks/module.js --forever    goes on until the limit of the heap
//   tenure examples/leaks/module.js --repaired   takes it out of the list of children as well
'use strict';

const { isRepaired, run } = require('./meter');

const path = require.resolve('./modules/status');

function reload() {
  delete require.cache[path];
  return require(path);
}

run('children', () => {
  for (let count = 0; count < 8; count += 1) {
    reload();
    if (isRepaired) {
      module.children.splice(module.children.findIndex((child) => child.id === path), 1); // what the leak forgot
    }
  }
}, () => module.children.length);
