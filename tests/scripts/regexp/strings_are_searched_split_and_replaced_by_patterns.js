console.log('aXbXc'.split(/x/i), 'abc'.split(/(?:)/), 'a1b2c3'.split(/(\d)/), 'a1b2c3'.split(/\d/, 2), ''.split(/a/), ''.split(/(?:)/)); // expect: [ 'a', 'b', 'c' ] [ 'a', 'b', 'c' ] [
// expect:   'a', '1', 'b',
// expect:   '2', 'c', '3',
// expect:   ''
// expect: ] [ 'a', 'b' ] [ '' ] []
console.log('😀a'.split(/(?:)/u).length, 'a-b'.split(/-/y), 'aab'.split(/a*?/), 'aab'.split(/a*/)); // expect: 2 [ 'a', 'b' ] [ 'a', 'a', 'b' ] [ '', 'b' ]
console.log('abcabc'.replace(/b/g, "[$&$`$']"), 'John Smith'.replace(/(\w+)\s(\w+)/, '$2, $1'), 'aaa'.replace(/a/g, (m, p) => p)); // expect: a[bacabc]ca[babcac]c Smith, John 012
console.log('x-1 y-2'.replace(/(?<k>\w)-(?<v>\d)/g, '$<v>=$<k>'), 'abc'.replace(/(?<q>b)/, (...a) => JSON.stringify(a))); // expect: 1=x 2=y a["b","b",1,"abc",{"q":"b"}]c
console.log('abc'.replace(/(b)(z)?/, '$01$10$2|$$|$3'), 'x'.replace(/x/, undefined), '😀'.replace(/(?:)/gu, '-')); // expect: abb0|$|$3c undefined -😀-
console.log([...'a1b22'.matchAll(/\d+/g)].map((m) => m[0] + m.index), 'abc'.match(/z/g), 'abab'.match(/b/g), 'abc'.search(/c/), 'abc'.search(/z/)); // expect: [ '11', '223' ] null [ 'b', 'b' ] 2 -1
console.log('aa'.replaceAll(/a/g, 'b'), 'abc'.match('b').index, 'a.c'.match('.')[0], 'abc'.match().index); // expect: bb 1 a 0
try { 'aa'.replaceAll(/a/, 'b'); } catch (error) { console.log(error.message); } // expect: String.prototype.replaceAll called with a non-global RegExp argument
try { 'aa'.matchAll(/a/); } catch (error) { console.log(error.message); } // expect: String.prototype.matchAll called with a non-global RegExp argument
