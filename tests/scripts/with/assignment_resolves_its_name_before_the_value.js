// ECMA-262 resolves the reference first and stores into the object it found. (V8 looks the name up when it stores.)
var outer = 'outer';
const scope = { outer: 'inner' };
with (scope) {
  outer = (delete scope.outer, 'assigned');
}
console.log(scope.outer, outer); // expect: assigned outer
function shadowed() {
  var x = 0;
  const holder = { x: 1 };
  with (holder) x += (delete holder.x, 2);
  return [x, holder.x].join();
}
console.log(shadowed()); // expect: 0,3
function evaluated() {
  var x = 0;
  return (function () { x = (eval('var x = 2;'), 1); return [x, (() => x)()].join(); })() + ' ' + x;
}
console.log(evaluated()); // expect: 2,2 1
