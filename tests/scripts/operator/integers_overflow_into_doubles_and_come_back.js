const max = 2147483647, min = -2147483648;
console.log(max + 1, min - 1, max * max, -min, max * 2 - max);
// expect: 2147483648 -2147483649 4611686014132420600 2147483648 2147483647
let i = max; i++; console.log(i, i | 0); i--; console.log(i);
// expect: 2147483648 -2147483648
// expect: 2147483647
let j = min; j--; console.log(j); ++j; console.log(j === min);
// expect: -2147483649
// expect: true
let k = max; k += 1; k -= 1; console.log(k === max, k & 1); // expect: true 1
console.log(1 << 31, 1 << 32, 1 << 33, -1 >>> 0, -1 >>> 31, 1 >>> 32, 5 >> 33, 2 ** 31 | 0, 2 ** 32 >>> 0);
// expect: -2147483648 1 2 4294967295 1 1 2 -2147483648 0
console.log(65536 * 65536, 65536 * 65536 | 0, 46341 * 46341, Math.imul(65536, 65536));
// expect: 4294967296 0 2147488281 0
console.log(4294967295 >> 0, 4294967296 >>> 0, 1e21 | 0, NaN | 0, Infinity | 0, -0 | 0, 0.5 | 0, -1.9 | 0);
// expect: -1 0 -559939584 0 0 0 0 -1
console.log(~max, ~min, ~-1, ~NaN, ~1.5, ~4294967295); // expect: -2147483648 2147483647 0 -1 -2 0
console.log(min / -1, min % -1, 7 % -3, -7 % 3, 5.5 % 2, 5 % 0, 0 / 0, 1 / 0, -1 / 0);
// expect: 2147483648 -0 1 -1 1.5 NaN NaN Infinity -Infinity
let sum = 0; for (let n = max - 2; n <= max + 2; n++) sum += n; console.log(sum); // expect: 10737418235
let count = 0; for (let n = min + 2; n >= min - 2; n--) count++; console.log(count); // expect: 5
let product = 1; for (let n = 1; n <= 20; n++) product *= n; console.log(product); // expect: 2432902008176640000
let power = 1; for (let n = 0; n < 64; n++) power *= 2; console.log(power, power === 2 ** 64);
// expect: 18446744073709552000 true
