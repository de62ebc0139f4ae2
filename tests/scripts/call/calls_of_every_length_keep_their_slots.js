const join = (...values) => values.join(''); function f0() { return arguments.length; } const o = { m(...v) { return this === o ? v.join('') : 'lost'; }, n: 1 };
const f = join; console.log(f(), f(1), f(1, 2), f(1, 2, 3), f(1, 2, 3, 4), f(1, 2, 3, 4, 5)); console.log(o.m(), o.m(1), o.m(1, 2), o.m(1, 2, 3), o.m(1, 2, 3, 4), o['m'](1, 2));
// expect:  1 12 123 1234 12345
// expect:  1 12 123 1234 12
console.log(f(f(1), f(2, f(3), f(4, 5, f(6))), f(7)), o.m(o.m(1, o.m(2)), f(o.m(3), o.m(o.m(4, 5)))), f(...[f(1), ...[f(2)]], f(3)));
// expect: 1234567 12345 123
console.log(f(o.n, o.n += 1, o.n, o.n++, o.n), f([f(1)], { toString: () => f(2) }, `${f(3)}`), f((() => f(4))(), new (class { toString() { return f(5); } })));
// expect: 12223 123 45
function sum(a, b, c) { return (a | 0) + (b | 0) * 10 + (c | 0) * 100; } console.log(sum(1, sum(2, 3), sum(4)), sum(sum(sum(1))));
// expect: 721 1
