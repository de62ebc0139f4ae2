const object = { name: 'object', method() { return this === object; }, plain: 1 };
function free() { 'use strict'; return this; }
with (object) {
  console.log(method(), free()); // expect: true undefined
  console.log((() => method())()); // expect: true
  (function () { console.log(method()); })(); // expect: true
}
with ({ eval: text => 'not ' + text }) console.log(eval('evaluated')); // expect: not evaluated
const getters = { get f() { return function () { return this === getters; }; } };
with (getters) console.log(f(), f`tag`, f?.()); // expect: true true true
