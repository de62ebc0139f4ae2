// Annex B.3.3: `if (x) function f() {}` means `if (x) { function f() {} }`.
console.log(typeof chosen, typeof other); // expect: undefined undefined
if (true) function chosen() { return 1; } else function other() {}
console.log(chosen(), typeof other); // expect: 1 undefined

function f() { return 'outer'; }
console.log(f()); // expect: outer
if (true) function f() { return 'inner'; }
console.log(f()); // expect: inner

function hidden() {
  let g = 1;
  if (true) function g() {}
  return g;
}
console.log(hidden()); // expect: 1

function own() {
  if (true) function h() { const before = h; h = 2; return [before === varH, h]; }
  const varH = h;
  return [h(), typeof h];
}
console.log(own()); // expect: [ [ true, 2 ], 'function' ]

for (let i = 0; i < 2; i++) if (i) function late() { return i; }
console.log(late()); // expect: 1

(function () {
  { function arguments() {} }
  console.log(typeof arguments); // expect: object
})();

function strict() {
  'use strict';
  try {
    return new Function("'use strict'; if (1) function f() {}");
  } catch (error) {
    return error.message;
  }
}
console.log(strict()); // expect: In strict mode code, functions can only be declared at top level or inside a block.
