const add = (a, b) => a + b;
const less = (a, b) => a < b;
const values = [0, -0, 1, -1, 0.5, 2147483647, -2147483648, 4294967296, 1e300, Infinity, NaN];
const all = (f) => values.map((a) => values.map((b) => String(f(a, b))).join(' ')).join('|');
const sum = (text) => [...text].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) | 0, 7);
console.log(add(1, 0.5), add(0.5, 1), add(2147483647, 1), add(-2147483648, -1)); // expect: 1.5 1.5 2147483648 -2147483649
console.log(0.5 * 2, 2 * 0.5, 3 - 0.5, 0.25 / 1, 7 % 2.5, 7.5 % 2); // expect: 1 1 2.5 0.25 2 1.5
console.log(less(1, 1.5), less(1.5, 1), 1 === 1.0, 0 === -0, 1.5 >= 1, NaN >= 1, NaN !== NaN); // expect: true false true true true false true
console.log(Object.is(-0 + -0, -0), Object.is(0 * -1, -0), Object.is(-1 % 1, -0), 1 / -0); // expect: true true true -Infinity
console.log(2147483648.5 | 0, -1.5 >>> 0, 1.9 << 1, 4294967297.5 & 3); // expect: -2147483648 4294967295 2 1
console.log(sum(all(add)), sum(all((a, b) => a * b)), sum(all((a, b) => a / b)), sum(all((a, b) => a - b)));
// expect: 1823902856 397686027 -1173921266 -764168445
console.log(sum(all((a, b) => a < b)), sum(all((a, b) => a >= b)), sum(all((a, b) => a === b)), sum(all((a, b) => a % b)));
// expect: 371780760 -1850005984 -1251663552 1307203280
