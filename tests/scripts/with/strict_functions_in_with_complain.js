const object = { x: 1, y: 1 };
with (object) {
  var f = function () { 'use strict'; x = 2; return x; };
  var g = function () { 'use strict'; y = 2; };
}
console.log(f()); // expect: 2
Object.defineProperty(object, 'y', { writable: false });
try { g(); } catch (error) { console.log(error.name); } // expect: TypeError
