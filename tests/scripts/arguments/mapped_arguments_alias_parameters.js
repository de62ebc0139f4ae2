function sum(a) { return a + (arguments[0] = 5); }
console.log(sum(1)); // expect: 6
function both(a, b) { a = 10; arguments[1] = 20; return [arguments[0], b, arguments.length].join(); }
console.log(both(1, 2)); // expect: 10,20,2
console.log(both(1)); // expect: 10,,1
function closure(a) { const set = value => { a = value; }; set(7); return arguments[0]; }
console.log(closure(1)); // expect: 7
function inner(a) { return (() => arguments[0] = a + 1)() + a; }
console.log(inner(1)); // expect: 4
function duplicate(a, a) { a = 3; return [arguments[0], arguments[1]].join(); }
console.log(duplicate(1, 2)); // expect: 1,3
function hoisted(a) { function a() {} return typeof arguments[0] + typeof a; }
console.log(hoisted(1)); // expect: functionfunction
function step(a) { arguments[0]++; a *= 2; arguments[0] += 1; return a; }
console.log(step(4)); // expect: 11
function loop(n) { for (let i = 0; i < 3; i++) arguments[0] += n; return n; }
console.log(loop(1)); // expect: 8
