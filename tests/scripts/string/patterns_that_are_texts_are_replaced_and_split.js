console.log('aXbX'.replace('X', "[$$|$&|$`|$'|$1]")); // expect: a[$|X|a|bX|$1]bX
console.log('aXbX'.replaceAll('X', (match, position, text) => position + text.length)); // expect: a5b7
console.log('abc'.replaceAll('', '_'), 'abc'.replace('', '_')); // expect: _a_b_c_ _abc
console.log(JSON.stringify('a,b,,c'.split(',')), JSON.stringify('abc'.split('', 2)), ''.split('').length); // expect: ["a","b","","c"] ["a","b"] 0
console.log('x'.split().length, ''.split(',').length, 'a'.split(undefined, 0).length); // expect: 1 1 0
const pattern = {
    [Symbol.replace]: (text, value) => `replaced ${text} ${value}`,
    [Symbol.split]: (text, limit) => `split ${text} ${limit}`,
};
console.log('s'.replace(pattern, 1), 's'.split(pattern, 2)); // expect: replaced s 1 split s 2
console.log('abcabc'.lastIndexOf('c', 4), 'abc'.lastIndexOf(''), 'abc'.indexOf('', 9), 'abc'.includes('bc', 2)); // expect: 2 3 3 false
console.log('x'.anchor('"'), 'a'.at(-1), 'abc'.substr(-2, 1), 'abc'.substring(2, 0)); // expect: <a name="&quot;">x</a> a b ab
console.log('abc'.padStart(7, '12'), 'abc'.padEnd(2), 'ab'.repeat(3), [...'a😀'].length); // expect: 1212abc abc ababab 2
'a'.repeat(-1); // expect RangeError: Invalid count value: -1
