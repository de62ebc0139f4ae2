const is = value => Object.is(value, -0);
const zero = 0, minus = -0, one = 1;
console.log(is(-zero), is(-one * zero), is(zero * -one), is(zero / -one), is(minus + minus), is(minus + zero), is(zero - zero));
// expect: true true true true true false false
console.log(is(-5 % 5), is(5 % -5), is(minus % 5), is(Math.round(-0.4)), is(+'-0'), is(-'0'), is(-null), is(-false));
// expect: true false true true true true true true
let x = -0; console.log(is(x), is(x++), is(x), x); x = 0; console.log(is(x--), x, is(-x * 0));
// expect: true true false 1
// expect: false -1 false
let y = -0; y += 0; console.log(is(y)); y = -0; y -= 0; console.log(is(y)); y = 0; y *= -1; console.log(is(y)); y /= 5; console.log(is(y));
// expect: false
// expect: true
// expect: true
// expect: true
console.log(is(minus | 0), is(minus >> 0), is(~~minus), is(minus ** 1), is(minus ** 2), is((-0) ** 3));
// expect: false false false true false true
console.log(minus === zero, minus < zero, [minus].includes(zero), [minus].indexOf(zero), is([minus][0]), is({ m: minus }.m));
// expect: true false true 0 true true
console.log(String(minus), `${minus}`, JSON.stringify(minus), 1 / minus, [-0] + '', (-0).toFixed(1));
// expect: 0 0 0 -Infinity 0 0.0
console.log(is(new Map([[minus, 1]]).keys().next().value), new Set([-0, 0]).size, is(Math.max(-0, 0)), is(Math.min(0, -0)));
// expect: false 1 false true
const neg = n => -n; console.log(is(neg(0)), neg(5), neg(-2147483648), is(neg('')), neg(neg(1)));
// expect: true -5 2147483648 true 1
const mul = (a, b) => a * b; console.log(is(mul(0, 3)), is(mul(0, -3)), is(mul(-3, 0)), is(mul(-0, -3)), mul(3, 4));
// expect: false true true false 12
