// `map` and `filter` make new arrays. Only who keeps them leaks: a result that no variable holds is collected.
//
//   tenure examples/leaks/map_filter.js              keeps each result in a list
//   tenure examples/leaks/map_filter.js --forever    goes on until the limit of the heap
//   tenure examples/leaks/map_filter.js --repaired   makes the same results and keeps none
'use strict';

const { isRepaired, run } = require('./meter');

const numbers = Array.from({ length: 500 }, (_, index) => index);
const results = [];

run('results', () => {
  for (let count = 0; count < 1000; count += 1) {
    const result = numbers.map((number) => number + count).filter((number) => number % 2 === 0);
    if (!isRepaired) {
      results.push(result);
    }
  }
}, () => results.length);
