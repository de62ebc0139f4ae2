// By fdlibm's formulas, to the last place.
console.log(Math.asinh(2 ** 28 - 8), Math.asinh(-(2 ** 28)), Math.asinh(1e300)); // expect: 20.101268206436092 -20.101268236238415 691.4686750787736
console.log(Math.asinh(1), Math.asinh(2), Math.asinh(0.5), Math.asinh(1e-9)); // expect: 0.881373587019543 1.4436354751788103 0.48121182505960347 1e-9
console.log(Object.is(Math.asinh(-0), -0), Math.asinh(-Infinity), Math.asinh(NaN)); // expect: true -Infinity NaN
console.log(Math.acosh(2 ** 28), Math.acosh(2 ** 28 - 8), Math.acosh(2)); // expect: 20.10126823623841 20.101268206436092 1.3169578969248166
console.log(Math.acosh(1), Math.acosh(0.5), Math.acosh(Infinity), Math.acosh(NaN)); // expect: 0 NaN Infinity NaN
