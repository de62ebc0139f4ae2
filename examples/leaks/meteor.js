// The closures of one function share one context. `unused` is never called, but it puts `original` into the context
// that `method` keeps: each thing keeps the thing before it. (First told by David Glasser of Meteor, in 2013.)
//
//   tenure examples/leaks/meteor.js              keeps 60 MB in ten steps, and ends
//   tenure examples/leaks/meteor.js --forever    goes on until the limit of the heap
//   tenure examples/leaks/meteor.js --repaired   lets go of `original` at the end
'use strict';

const { isRepaired, run } = require('./meter');

let thing = null;
let made = 0;

function replaceThing() {
  let original = thing;
  const unused = () => {
    if (original) return 'never called';
  };
  thing = {
    samples: new Array(1000).fill('*'), // 8 kB
    method() {
      return 'called';
    },
  };
  if (isRepaired) {
    original = null; // the line that the leak forgot
  }
  made += 1;
}

run('made', () => {
  for (let count = 0; count < 750; count += 1) {
    replaceThing();
  }
}, () => made);
