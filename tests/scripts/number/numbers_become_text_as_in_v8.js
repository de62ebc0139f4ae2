console.log((255).toString(16), (0.5).toString(2), (-7.25).toString(8), (0.1).toString(3)); // expect: ff 0.1 -7.2 0.0022002200220022002200220022002201
console.log((1.005).toFixed(2), (1e21).toFixed(2), (-1.5).toFixed(0), (0.000001).toFixed(7)); // expect: 1.00 1e+21 -2 0.0000010
console.log((123.456).toPrecision(4), (0.00001).toPrecision(1), (1234567).toPrecision(2)); // expect: 123.5 0.00001 1.2e+6
console.log((12345).toExponential(), (0.00015).toExponential(1)); // expect: 1.2345e+4 1.5e-4
console.log((1234567.8915).toLocaleString(), (-0.0004).toLocaleString(), (1e21).toLocaleString()); // expect: 1,234,567.892 -0 1,000,000,000,000,000,000,000
console.log(Number('0x1f'), Number(' 12 '), Number(''), Number('1_0'), Number(2n ** 64n)); // expect: 31 12 0 NaN 18446744073709552000
console.log(Math.exp(1), Math.pow(10, -5), 10 ** -5, Math.cos(0.1)); // expect: 2.718281828459045 0.000009999999999999999 0.000009999999999999999 0.9950041652780257
console.log(Math.hypot(1, 2, 3), Math.cbrt(0.1), Math.tanh(0.5), Math.log10(0.5)); // expect: 3.741657386773941 0.4641588833612779 0.46211715726000974 -0.3010299956639812
console.log(Object.is(Math.round(-0.5), -0), Math.round(2.5), Math.max(), Object.is(Math.min(0, -0), -0)); // expect: true 3 -Infinity true
(1).toFixed(101); // expect RangeError: toFixed() digits argument must be between 0 and 100
