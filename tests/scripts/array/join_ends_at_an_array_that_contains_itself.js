const circle = [1, 2];
circle.push(circle, [circle, 3]);
console.log(circle.join()); // expect: 1,2,,,3
console.log(String(circle)); // expect: 1,2,,,3
console.log([null, undefined, [], [[]], 0, -0, NaN].join('|')); // expect: ||||0|0|NaN
console.log([1234.5, null, 'a'].toLocaleString()); // expect: 1,234.5,,a
