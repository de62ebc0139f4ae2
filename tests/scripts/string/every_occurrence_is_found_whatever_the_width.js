// split, replaceAll and the letter case walk a text once for its matches and once to write.
const narrow = 'a,b,,c,';
const wide = 'a,\u4e2d,,\ud83d\ude00,\ud83d';
const rope = 'begin' + ','.repeat(30) + narrow + wide;
for (const text of [narrow, wide]) {
  console.log(JSON.stringify([text.split(','), text.split(',', 2), text.split(',,'), text.split(text), text.split(text + ',')])); // expect: [["a","b","","c",""],["a","b"],["a,b","c,"],["",""],["a,b,,c,"]]
  console.log(JSON.stringify([text.replaceAll(',', ''), text.replaceAll(',', '\u4e2d'), text.replaceAll(',,', '$'), text.replaceAll(text, 'x')])); // expect: ["abc","a中b中中c中","a,b$c,","x"]
}
// expect: [["a","中","","😀","\ud83d"],["a","中"],["a,中","😀,\ud83d"],["",""],["a,中,,😀,\ud83d"]]
// expect: ["a中😀\ud83d","a中中中中😀中\ud83d","a,中$😀,\ud83d","x"]
console.log(rope.split(',').length, rope.split(',', 33)[32], rope.split(',', 64).length, rope.split(',', 0).length, rope.split(',', -1).length); // expect: 39  39 0 39
console.log(rope.replaceAll(',', ';').split(';').join(',') === rope, rope.replaceAll(',', '').length); // expect: true 13
console.log(wide.split('\ud83d').length, wide.split('\ude00').length, wide.replaceAll('\ud83d', '').length, narrow.split('\u4e2d').length); // expect: 3 2 7 1
const many = 'ab'.repeat(1000);
for (const limit of [63, 64, 65, 127, 128, 129, 999, 1000, 1001, 1002, undefined]) console.log(many.split('b', limit).length, many.split('b', limit).at(-1)); // expect: 63 a
// expect: 64 a
// expect: 65 a
// expect: 127 a
// expect: 128 a
// expect: 129 a
// expect: 999 a
// expect: 1000 a
// expect: 1001 
// expect: 1001 
// expect: 1001 
console.log('aaaa'.split('aa').length, 'aaaa'.replaceAll('aa', 'a'), 'aaaaa'.replaceAll('aa', 'b'), ''.split(',').length, ''.replaceAll('a', 'b') === ''); // expect: 3 aa bba 1 true
console.log('abc'.replaceAll('b', '$$'), 'abc'.replaceAll('b', '[$`$&$\']'), 'abcb'.replaceAll('b', (match, at, all) => match + at + all)); // expect: a$c a[abc]c ab1abcbcb3abcb
const split = narrow.split(',');
split.push('more');
split.length = 2;
split[1] += '!';
console.log(split.join(), Object.keys(narrow.split(',')).join()); // expect: a,b! 0,1,2,3,4
console.log(JSON.stringify(['\u4e2d\u00e9'.slice(1).replaceAll('\u00e9', 'e'), ('\u4e2d' + 'x'.repeat(40)).slice(1).split('x').length])); // expect: ["e",41]

console.log('abc\u00e9\u00ff'.toUpperCase(), 'stra\u00dfe'.toUpperCase(), '\u00b5'.toUpperCase(), 'ABC\u00c9\u00d7'.toLowerCase()); // expect: ABCÉŸ STRASSE Μ abcé×
const same = 'already lower, long enough';
console.log(same.toLowerCase() === same, 'X'.toLowerCase(), ''.toUpperCase() === '', 'i\u0307'.toUpperCase().length, '\u0130'.toLowerCase().length); // expect: true x true 2 2
try {
  many.replaceAll('a', 'x'.repeat(2 ** 20));
} catch (error) {
  console.log(error.name + ': ' + error.message); // expect: RangeError: Invalid string length
}
