'use strict';
const run = require('../run');
let thing = null;
function replaceThing() {
  const original = thing;
  const unused = () => { if (original) return 'never called'; };
  thing = {
    samples: new Array(50).fill('*'),
    method() { return 'called'; },
  };
}
run(() => { for (let i = 0; i < 10; i++) replaceThing(); });
