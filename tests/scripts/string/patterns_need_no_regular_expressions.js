// Texts and objects with symbols serve as patterns whether or not there is a RegExp.
delete globalThis.RegExp;
const log = (steps) => {
  try {
    console.log(steps());
  } catch (error) {
    console.log(error.name + ': ' + error.message);
  }
};
const m = { [Symbol.match]: (s) => 'match ' + s, [Symbol.matchAll]: (s) => 'all ' + s, [Symbol.replace]: (s, r) => `replace ${s} ${r}`, [Symbol.search]: (s) => 'search ' + s, [Symbol.split]: (s, l) => `split ${s} ${l}` };
log(() => 'a-b-c'.split('-').join()); // expect: a,b,c
log(() => 'a-b-c'.replace('-', '+')); // expect: a+b-c
log(() => 'a-b-c'.replaceAll('-', '$&$&')); // expect: a--b--c
log(() => 'abc'.split('').join()); // expect: a,b,c
log(() => 'abc'.split().join()); // expect: abc
log(() => 'abc'.split(undefined, 0)); // expect: []
log(() => 'a1b'.split(1)); // expect: [ 'a', 'b' ]
log(() => 'anullb'.split(null)); // expect: [ 'a', 'b' ]
log(() => 'x'.match(m)); // expect: match x
log(() => 'x'.replace(m, 'y')); // expect: replace x y
log(() => 'x'.search(m)); // expect: search x
log(() => 'x'.split(m, 3)); // expect: split x 3
log(() => 'x'.replaceAll({ ...m, flags: 'g' }, 'y')); // expect: replace x y
log(() => 'x'.matchAll({ ...m, flags: 'g' })); // expect: all x
log(() => 'x'.replaceAll(m, 'y')); // expect: TypeError: String.prototype.replaceAll called on null or undefined
log(() => 'x'.matchAll({ ...m, flags: 'i' })); // expect: TypeError: String.prototype.matchAll called with a non-global RegExp argument
log(() => 'x'.includes(m)); // expect: TypeError: First argument to String.prototype.includes must not be a regular expression
log(() => 'x'.startsWith({ [Symbol.match]: false, toString: () => 'x' })); // expect: true
log(() => 'x'.split({ [Symbol.split]: 1 })); // expect: TypeError: number 1 is not a function
log(() => 'x'.replace({ [Symbol.replace]: null, toString: () => 'x' }, () => 'z')); // expect: z
log(() => String.prototype.split.call(null, '')); // expect: TypeError: String.prototype.split called on null or undefined
log(() => 'abcabc'.replace('b', (...a) => JSON.stringify(a))); // expect: a["b",1,"abcabc"]cabc
log(() => 'abcabc'.replaceAll('', '-')); // expect: -a-b-c-a-b-c-
log(() => 'aaa'.lastIndexOf('a', -5) + ' ' + 'aaa'.lastIndexOf('', 2)); // expect: 0 2
log(() => 'x'.repeat(2 ** 29)); // expect: RangeError: Invalid string length
