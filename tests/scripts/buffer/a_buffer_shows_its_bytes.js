console.log(Buffer.from('hi')); // expect: <Buffer 68 69>
console.log(Buffer.alloc(0)); // expect: <Buffer >
const long = Buffer.alloc(53, 7);
console.log(String(require('util').inspect(long)).endsWith(' 07 ... 3 more bytes>')); // expect: true
console.log(Object.assign(Buffer.from([1]), { note: 'x' })); // expect: <Buffer 01, note: 'x'>
console.log([Buffer.from('é')]); // expect: [ <Buffer c3 a9> ]
console.log(Buffer.from('aXbX', 'utf16le').indexOf('X', 0, 'utf-16LE')); // expect: 2
console.log(btoa('hé'), atob(' aO k= ').length); // expect: aOk= 2
for (const text of ['a', 'a-b=', '====']) {
  try {
    atob(text);
  } catch (error) {
    console.log(error.name);
  }
}
// expect: InvalidCharacterError
// expect: InvalidCharacterError
// expect: InvalidCharacterError
try {
  btoa('€');
} catch (error) {
  console.log(error.message); // expect: Invalid character
}
console.log(require('util').stripVTControlCharacters('\u001b[1;31mred\u001b[0m').length); // expect: 3
