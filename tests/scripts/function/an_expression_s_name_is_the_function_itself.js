// A function expression's name is bound inside it, whoever calls it, captured or not.
const factorial = function self(n) {
  return n < 2 ? 1 : n * self(n - 1);
};
console.log(factorial(5)); // expect: 120
console.log(factorial.call(null, 4), Reflect.apply(factorial, null, [3])); // expect: 24 6
const flatten = function walk(list) {
  return Array.isArray(list) ? [].concat(...list.map(walk)) : [list];
};
console.log(flatten([1, [2, [3, [4]]]]).join()); // expect: 1,2,3,4
(function sloppy() {
  sloppy = 1;
  console.log(typeof sloppy, sloppy.name); // expect: function sloppy
})();
try {
  (function strict() {
    'use strict';
    strict = 1;
  })();
} catch (error) {
  console.log(error.message); // expect: Assignment to constant variable.
}
(function shadowed(shadowed) {
  console.log(shadowed); // expect: undefined
})();
(function captured() {
  console.log((() => captured.name)(), eval('captured.name')); // expect: captured captured
})();
const Counted = function Counted() {
  if (!new.target) return new Counted();
  this.is = this instanceof Counted;
};
console.log(Counted().is); // expect: true
console.log((function outer() { return (function inner() { return inner.name + outer.name; })(); })()); // expect: innerouter
