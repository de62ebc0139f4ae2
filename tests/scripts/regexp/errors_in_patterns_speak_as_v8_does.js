const attempt = (steps) => {
  try {
    console.log(steps());
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
};
attempt(() => new RegExp('(')); // expect: SyntaxError: Invalid regular expression: /(/: Unterminated group
attempt(() => new RegExp('a', 'gg')); // expect: SyntaxError: Invalid flags supplied to RegExp constructor 'gg'
attempt(() => new RegExp('a', 'uv')); // expect: SyntaxError: Invalid flags supplied to RegExp constructor 'uv'
attempt(() => RegExp('[b-a]', 'g')); // expect: SyntaxError: Invalid regular expression: /[b-a]/g: Range out of order in character class
attempt(() => eval('/(/')); // expect: SyntaxError: Invalid regular expression: /(/: Unterminated group
attempt(() => eval('/a/gg')); // expect: SyntaxError: Invalid regular expression flags
attempt(() => eval('/\\u{1}*+/u')); // expect: SyntaxError: Invalid regular expression: /\u{1}*+/u: Nothing to repeat
attempt(() => eval('if (0) /[a--&&]/v')); // expect: SyntaxError: Invalid regular expression: /[a--&&]/v: Invalid set operation in character class
attempt(() => new Function('/(?<a>.)(?<a>.)/')); // expect: SyntaxError: Invalid regular expression: /(?<a>.)(?<a>.)/: Duplicate capture group name
attempt(() => RegExp.prototype.exec.call({})); // expect: TypeError: Method RegExp.prototype.exec called on incompatible receiver #<Object>
attempt(() => Object.getOwnPropertyDescriptor(RegExp.prototype, 'global').get.call({})); // expect: TypeError: RegExp.prototype.global getter called on non-RegExp object
attempt(() => Object.getOwnPropertyDescriptor(RegExp.prototype, 'flags').get.call(1)); // expect: TypeError: RegExp.prototype.flags getter called on non-object 1
attempt(() => Object.freeze(/a/g).test('a')); // expect: TypeError: Cannot assign to read only property 'lastIndex' of object '[object RegExp]'
attempt(() => { const odd = /a/; odd.exec = () => 1; return odd.test('a'); }); // expect: TypeError: RegExp exec method returned something other than an Object or null
attempt(() => /a/.compile(/b/, 'g')); // expect: TypeError: Cannot supply flags when constructing one RegExp from another
