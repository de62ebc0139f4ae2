console.log(null == undefined, null == 0, null >= 0, null > 0, undefined == 0, undefined >= undefined, NaN == NaN, NaN != NaN);
// expect: true false true false false false false true
console.log('' == 0, '0' == false, 'a' < 'b', 'a' < 'B', '10' < '9', '10' < 9, '' < 1, ' \n' == 0, 'x' == NaN);
// expect: true true true false true false true true false
console.log([] == false, [] == '', [1] == 1, [1, 2] == '1,2', ({}) == '[object Object]', [] == [], [0] == false);
// expect: true true true true true false true
console.log(1n == 1, 1n === 1, 1n < 1.5, 2n > 1, 1n == '1', 1n == true, 0n == '', 10n < '9', 1n < NaN, 2n ** 64n > 1e19);
// expect: true false true true true true true false false true
const s = Symbol(); console.log(s == s, s == Object(s), s === Object(s), typeof Object(s));
// expect: true true false object
const o = { valueOf: () => 3, toString: () => '4' }; console.log(o == 3, o == '3', o < 4, `${o}`, o + '', o * 2);
// expect: true true true 4 3 6
const d = new Date(0); console.log(d == d.toString(), d - 0, typeof (d + 0), d == 0); // expect: true 0 string false
const t = { [Symbol.toPrimitive](hint) { return hint; } }; console.log(t == 'default', t + '', `${t}`, isNaN(t * 1), t < 'z');
// expect: true default string true true
function eq(a, b) { return [a == b, a === b, a != b, a !== b].map(Number).join(''); }
console.log(eq(1, 1), eq(1, 1.5), eq('a' + 'b', 'ab'), eq(null, undefined), eq(1, '1'), eq(NaN, NaN), eq(o, o), eq(0, -0));
// expect: 1100 0011 1100 1001 1001 0011 1100 1100
function cond(a, b) { if (a < b) return 'lt'; if (a > b) return 'gt'; if (a >= b && a <= b) return 'eq'; return 'none'; }
console.log(cond(1, 2), cond(2, 1), cond(1, 1), cond(NaN, 1), cond('a', 1), cond(undefined, undefined), cond(null, 0), cond('b', 'a'));
// expect: lt gt eq none none none eq gt
