const ns = require('./plain.mjs');
console.log(ns); // expect: [Module: null prototype] { count: 1, increment: [Function: increment] }
ns.increment();
console.log(ns.count, require('./plain.mjs') === ns); // expect: 2 true
console.log(require('./default.mjs')); // expect: [Module: null prototype] { __esModule: true, default: 'd', named: 'n' }
console.log(require('./special.mjs')); // expect: special
console.log(require('./typed/index.js').url.startsWith('file:///')); // expect: true
console.log(typeof require('./detected.js').url); // expect: string
for (const file of ['./awaits.mjs', './throws.mjs']) {
  try {
    require(file);
  } catch (error) {
    console.log(error.code, error.message.split('\n')[0]);
  }
}
// expect: ERR_REQUIRE_ASYNC_MODULE require() cannot be used on an ESM graph with top-level await. Use import() instead.
// expect: undefined thrown
import('./plain.mjs').then((again) => console.log(again === ns)); // expect: true
