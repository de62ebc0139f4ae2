/(a)(b)/.exec('xaby');
console.log(RegExp.$1, RegExp.$2, RegExp.$3 === '', RegExp['$&'], RegExp.lastMatch, RegExp['$`'], RegExp["$'"], RegExp.input, RegExp.lastParen); // expect: a b true ab ab x y xaby b
'foo bar'.replace(/o(.)/g, '');
console.log(RegExp.$1, RegExp.leftContext, RegExp.rightContext, RegExp['$+']); // expect: o f  bar o
RegExp.input = 5;
console.log(RegExp.$_, RegExp.lastMatch); // expect: 5 oo
''.split(/x*/);
console.log(RegExp.lastMatch === '', RegExp.input === ''); // expect: true true
