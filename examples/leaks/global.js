// A variable that nobody declared is a property of the global object, and lives until the end.
//
//   tenure examples/leaks/global.js              keeps 60 MB in ten steps, and ends
//   tenure examples/leaks/global.js --forever    goes on until the limit of the heap
//   tenure examples/leaks/global.js --repaired   the same work with a local variable

const { isRepaired, run } = require('./meter');

function serve(id) {
  const request = { id, body: new Array(1000).fill(id) }; // 8 kB
  if (typeof requests === 'undefined') {
    requests = []; // no `const`, `let` or `var`: globalThis.requests
  }
  requests.push(request);
  return requests.length;
}

function serveRepaired(id) {
  const request = { id, body: new Array(1000).fill(id) };
  const requests = [];
  requests.push(request);
  return requests.length;
}

run('requests', () => {
  for (let id = 0; id < 750; id += 1) {
    if (isRepaired) {
      serveRepaired(id);
    } else {
      serve(id);
    }
  }
}, () => (typeof requests === 'undefined' ? 0 : requests.length));
