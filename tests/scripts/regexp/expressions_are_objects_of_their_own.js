function literal() { return /x/g; }
console.log(literal() === literal(), literal() instanceof RegExp, literal().lastIndex, Object.keys(literal())); // expect: false true 0 []
console.log(Object.getOwnPropertyDescriptor(/a/, 'lastIndex'), Object.prototype.toString.call(/a/), typeof /a/); // expect: { value: 0, writable: true, enumerable: false, configurable: false } [object RegExp] object
console.log(/a/gimsuy.flags, String(new RegExp('/', 'g')), new RegExp('').source, /[/]\//.source, RegExp('\n').source); // expect: gimsuy /\//g (?:) [/]\/ \n
console.log(RegExp(/a/g).flags, new RegExp(/a/g, 'i').flags, RegExp(literal).source.length > 3, RegExp.prototype.source, [RegExp.prototype.flags]); // expect: g i true (?:) [ '' ]
const same = /a/;
console.log(RegExp(same) === same, new RegExp(same) === same, same.compile('b', 'g') === same, same); // expect: true false true /b/g
class Loud extends RegExp {
  exec(text) {
    const result = super.exec(text);
    if (result) result[0] = result[0].toUpperCase();
    return result;
  }
}
console.log('abcb'.replace(new Loud('b', 'g'), '<$&>'), 'abcb'.match(new Loud('b', 'g')), new Loud('x', 'gi'), 'a-b'.split(new Loud('-'))); // expect: a<B>c<B> [ 'B', 'B' ] Loud /x/gi [ 'a', 'b' ]
console.log([...'abab'.matchAll(new Loud('b', 'g'))].join(), new Loud('b').test('ab'), Loud[Symbol.species] === Loud); // expect: B,B true true
const changed = /b/g;
changed.exec = () => null;
console.log('abc'.replace(changed, 'x'), 'abc'.match(changed), changed.test('b')); // expect: abc null false
RegExp.prototype.exec = () => ['z'];
console.log(/q/.test('a'), 'a'.search(/q/), 'a'.match(/q/)[0]); // expect: true undefined z
