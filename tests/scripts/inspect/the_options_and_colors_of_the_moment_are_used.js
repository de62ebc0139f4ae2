const { inspect, format } = require('util');
const deep = { a: { b: { c: 1 } } };
inspect.defaultOptions.depth = 0;
console.log(deep); // expect: { a: [Object] }
console.log(format('%s %O', deep, deep)); // expect: { a: [Object] } { a: [Object] }
console.log('%o', [[1]]); // expect: [ [ 1, [length]: 1 ], [length]: 1 ]
inspect.defaultOptions = { depth: 2, numericSeparator: true };
console.log(deep, 12345.678, -0); // expect: { a: { b: { c: 1 } } } 12_345.678 0
console.log(format('%d %i %s', 12345, '12345.5', 1234567n)); // expect: 12_345 12_345 1_234_567n
inspect.defaultOptions.numericSeparator = false;
console.log(Object.isSealed(inspect.defaultOptions), Object.keys(inspect).join()); // expect: true custom,colors,styles
try { inspect.defaultOptions = 5; } catch (error) { console.log(error.code, error.message); }
// expect: ERR_INVALID_ARG_TYPE The "options" argument must be of type object. Received type number (5)
const painted = (value) => JSON.stringify(inspect(value, { colors: true }));
console.log(painted([1, 'a', null, undefined, Symbol('s'), 2n, true]));
// expect: "[ \u001b[33m1\u001b[39m, \u001b[32m'a'\u001b[39m, \u001b[1mnull\u001b[22m, \u001b[90mundefined\u001b[39m, \u001b[32mSymbol(s)\u001b[39m, \u001b[33m2n\u001b[39m, \u001b[33mtrue\u001b[39m ]"
inspect.styles.number = 'red';
inspect.styles.name = 'blue';
console.log(painted({ a: 1, 'b-c': 2 }));
// expect: "{ \u001b[34ma\u001b[39m: \u001b[31m1\u001b[39m, \u001b[32m'b-c'\u001b[39m: \u001b[31m2\u001b[39m }"
inspect.colors.red = [7, 8];
console.log(painted([1])); // expect: "[ \u001b[7m1\u001b[8m ]"
inspect.styles.number = 'no such color';
console.log(painted([1])); // expect: "[ 1 ]"
console.log(inspect.colors.grey, inspect.colors.blackBright === inspect.colors.gray); // expect: [ 90, 39 ] true
console.log(inspect(deep, { depth: null }), inspect(deep, { depth: -1 }), inspect([deep], false, 1));
// expect: { a: { b: { c: 1 } } } [Object] [ { a: [Object] } ]
console.log(inspect([3, 1, 2], { maxArrayLength: 1.5 }), inspect([3], { maxArrayLength: NaN }), inspect(['abcd'], { maxStringLength: -1 }));
// expect: [ 3, 1, ... 1.5 more items ] [  ] [ 'abc'... 5 more characters ]
try { inspect({ a: 1, b: 2 }, { sorted: 1 }); } catch (error) { console.log(error.message); }
// expect: The comparison function must be either a function or undefined
