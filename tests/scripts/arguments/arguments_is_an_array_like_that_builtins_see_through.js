function slice(a, b) { a = 'A'; return Array.prototype.slice.call(arguments, 0).join(); }
console.log(slice(1, 2, 3)); // expect: A,2,3
function spread(a) { a = 'A'; return [...arguments].join() + Math.max.apply(null, arguments); }
console.log(spread(1, 2)); // expect: A,2NaN
function forOf(a) { let seen = ''; for (const value of arguments) { a += 'x'; seen += value; } return seen; }
console.log(forOf('p', 'q')); // expect: pq
function destructured(a, b) { b = 'B'; const [x, y] = arguments; return x + y; }
console.log(destructured('a', 'b')); // expect: aB
function sort(a, b, c) { Array.prototype.sort.call(arguments); return [a, b, c].join(); }
console.log(sort(3, 1, 2)); // expect: 1,2,3
function reverse(a, b) { Array.prototype.reverse.call(arguments); return a + b; }
console.log(reverse('x', 'y')); // expect: yx
function json(a) { a = { k: 1 }; return JSON.stringify(arguments); }
console.log(json(0, 'z')); // expect: {"0":{"k":1},"1":"z"}
function shift(a, b) { Array.prototype.shift.call(arguments); return [a, b, arguments.length].join(); }
console.log(shift(1, 2)); // expect: 2,2,1
console.log((function () { return Object.prototype.toString.call(arguments); })()); // expect: [object Arguments]
console.log((function (a) { return Object.keys(arguments).join() + '|' + Object.getOwnPropertyNames(arguments).join(); })(1, 2));
// expect: 0,1|0,1,length,callee
