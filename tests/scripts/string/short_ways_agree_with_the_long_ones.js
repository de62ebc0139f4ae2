// A method of strings or Math that only looks at its arguments has a short way and a long one.
const narrow = 'abc\u00ff';
const wide = 'a\ud83d\ude00\ud800b\u4e2d';
const rope = 'the left part of a rope, ' + narrow + ' and ' + wide;
const slice = rope.slice(3, 40);
const outside = [-1, 1e9, 1.5, NaN, '1', undefined, 4294967296, -0, { valueOf: () => 2 }];
for (const text of [narrow, wide, rope, slice]) {
  const codes = outside.map((position) => text.charCodeAt(position));
  const points = outside.map((position) => text.codePointAt(position));
  const characters = outside.map((position) => text.charAt(position) + '|' + text.at(position));
  console.log(JSON.stringify([codes, points, characters]));
}
// expect: [[null,null,98,97,98,97,null,97,99],[null,null,98,97,98,97,null,97,99],["|ÿ","|undefined","b|b","a|a","b|b","a|a","|undefined","a|a","c|c"]]
// expect: [[null,null,55357,97,55357,97,null,97,56832],[null,null,128512,97,128512,97,null,97,56832],["|中","|undefined","\ud83d|\ud83d","a|a","\ud83d|\ud83d","a|a","|undefined","a|a","\ude00|\ude00"]]
// expect: [[null,null,104,116,104,116,null,116,101],[null,null,104,116,104,116,null,116,101],["|中","|undefined","h|h","t|t","h|h","t|t","|undefined","t|t","e|e"]]
// expect: [[null,null,108,32,108,32,null,32,101],[null,null,108,32,108,32,null,32,101],["|中","|undefined","l|l"," | ","l|l"," | ","|undefined"," | ","e|e"]]
console.log('abc'.charCodeAt(), 'abc'.charAt(), String.fromCharCode(-191), String.fromCharCode(0x10041, 66)); // expect: 97 a ａ AB
console.log(String.fromCharCode(0xd83d) + String.fromCharCode(0xde00) === '\u{1f600}'); // expect: true

// One place sees strings, arrays and objects.
const length = (value) => value.length;
const seen = ['abc', [1, 2], 'x'.repeat(30), { length: 'own' }, new String('boxed'), '', () => 1, 'ab', [3]];
for (let round = 0; round < 2; round++) console.log(seen.map(length).join()); // expect: 3,2,30,own,5,0,0,2,1
// expect: 3,2,30,own,5,0,0,2,1
const method = (value) => value.at(-1);
console.log(['abc', [1, 2], 'x', [3]].map(method).join('')); // expect: c2x3
String.prototype.at = function () { return '<' + this.length + '>'; };
console.log(['abc', [1, 2], 'x', [3]].map(method).join('')); // expect: <3>2<1>3

// Numbers are joined to texts of all widths, on both sides of the length at which ropes begin.
console.log('' + 0 + -0 + 2147483647 + -2147483648 + 'x'); // expect: 002147483647-2147483648x
for (let count = 20; count < 26; count++) {
  const text = 'x'.repeat(count);
  const joined = [text + 7, 7 + text, text + -12, text + 1.5, '\u4e2d' + text + 7, 7 + text.slice(1) + '\u00e9'];
  if (joined.some((each) => each !== each.split('').join(''))) console.log('wrong', count, joined);
}
console.log(7 + '\u4e2d', '\u4e2d' + 7, 7 + '', '' + 7, [] + 7, 7 + null + 7); // expect: 7中 中7 7 7 7 14

// A part of a two-byte string may fit Latin-1: so may what is made of such parts.
const two = '\u4e2d' + 'abcdefghijklmnopqrstuvwxyz'.repeat(2);
const parts = two.slice(1, 27) + two.slice(27);
console.log(parts === 'abcdefghijklmnopqrstuvwxyz'.repeat(2), parts.length, parts.indexOf('zab')); // expect: true 52 25
const key = { abcdefghijklmnopqrstuvwxyz: 'found' };
console.log(key[two.slice(1, 27)], key[two.slice(1, 5) + two.slice(5, 27)]); // expect: found found

// Searches that begin well and end badly.
const unkind = 'ab'.repeat(200) + 'ac';
console.log(unkind.indexOf('ac'), unkind.indexOf('ac', 400), unkind.indexOf('ac', 401), unkind.indexOf('ad')); // expect: 400 400 -1 -1
console.log(unkind.includes('bac'), unkind.lastIndexOf('ab'), unkind.indexOf(''), unkind.indexOf('', 1e9)); // expect: true 398 0 402
console.log(wide.indexOf('\ude00'), wide.indexOf('b\u4e2d'), narrow.indexOf('\u4e2d'), wide.indexOf('b')); // expect: 2 4 -1 4

console.log(Math.max(1, NaN), Math.max(-0, 0), 1 / Math.min(0, -0), Math.max(), Math.min('3', 4, 2)); // expect: NaN 0 -Infinity -Infinity 2
console.log(1 / Math.round(-0.4), Math.floor('2.5'), Math.abs(-2147483648), Math.sqrt(), 1 / Math.ceil(-0.5)); // expect: -Infinity 2 2147483648 NaN -Infinity
console.log(Math.imul(0xffffffff, 5), Math.imul(2 ** 53, 3), Math.imul('7', 2), Math.imul(3), Math.trunc(-1.7)); // expect: -5 0 14 0 -1
try {
  Math.floor(1n);
} catch (error) {
  console.log(error.message); // expect: Cannot convert a BigInt value to a number
}
try {
  String.prototype.charCodeAt.call(null, 0);
} catch (error) {
  console.log(error.message); // expect: String.prototype.charCodeAt called on null or undefined
}
