function strict(a) { 'use strict'; a = 2; return arguments[0]; }
function defaults(a, b = 0) { a = 2; return arguments[0]; }
function rest(a, ...b) { a = 2; return arguments[0]; }
function pattern({ length }, b) { b = 2; return arguments[1]; }
console.log(strict(1), defaults(1), rest(1), pattern('x', 1)); // expect: 1 1 1 1
function thrower() { 'use strict'; return Object.getOwnPropertyDescriptor(arguments, 'callee'); }
console.log(typeof thrower().get, thrower().get === thrower().set, 'value' in thrower());
// expect: function true false
function callee() { return arguments.callee === callee; }
console.log(callee()); // expect: true
