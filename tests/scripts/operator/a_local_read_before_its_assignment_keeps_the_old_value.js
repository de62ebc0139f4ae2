function plus(a) { return a + (a = 5); }
function minus(a) { return a - a++; }
function pre(a) { return a + ++a + a; }
function post(a) { return a++ + a++ + a; }
function nested(a) { return a * (1 + (a = 2) + a); }
function compare(a) { return a < (a = 10); }
function call(a) { const set = () => a = 7; return a + set(); }
function conditional(a) { return a + (a ? a = 3 : 4) + a; }
function index(a, i) { return a[i] + a[i = 1] + i; }
function element(a, i) { a[i] = i = 2; return a.join(); }
function object(o) { const first = o; o.x = o = { y: 1 }; return first.x === o; }
function compound(a) { a += a += 2; return a; }
function shift(a) { a <<= a = 3; return a; }
function logical(a) { return a && (a = 0) || a; }
function destructure(a, b) { [a, b] = [b, a]; return a + ',' + b; }
function argument(a) { return ((x, y, z) => [x, y, z].join())(a, a = 2, a); }
function receiver(a) { return a.concat(a = 'changed', a); }
function literal(a) { return JSON.stringify({ p: a, q: a = 2, r: [a, a = 3, a] }); }
function chain(a) { return a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + (a = 100) + a; }
console.log(plus(1), minus(5), pre(1), post(1), nested(3)); // expect: 6 0 5 6 15
console.log(compare(9), call(1), conditional(1), index([1, 2], 0), element([0, 0, 0], 1)); // expect: true 8 7 4 0,2,0
console.log(object({}), compound(1), shift(2), logical(1), destructure(1, 2)); // expect: true 4 16 0 2,1
console.log(argument(1), receiver('a'), literal(1), chain(1));
// expect: 1,2,2 achangedchanged {"p":1,"q":2,"r":[2,3,3]} 224
