console.log(/a(b)?c/.exec('xxacabc')); // expect: [ 'ac', undefined, index: 2, input: 'xxacabc', groups: undefined ]
console.log(/(?<y>\d{4})-(?<m>\d\d)/.exec('on 2024-05!').groups.m, /(?<y>\d)/.exec('x')); // expect: 05 null
console.log(/(z)((a+)?(b+)?(c))*/.exec('zaacbbbcac').join()); // expect: zaacbbbcac,z,ac,a,,c
console.log(/(?=(a+))a*b\1/.exec('baaabac').join(), /(?!(a))b/.exec('b').length); // expect: aba,a 2
console.log(/(?<=(\d+)(\d+))$/.exec('1053').join(), /(?<!a)b/.exec('abb').index); // expect: ,1,053 2
console.log(/[^]/.test('\n'), /[]/.test('a'), /\b/.exec(' a').index, /^b/m.exec('a\nb').index, /./s.test('\n')); // expect: true false 1 2 true
console.log('😀x'.match(/./gu), '😀x'.match(/./g).length, /^[^x]$/u.test('😀'), /\udf06/u.test('\ud834\udf06')); // expect: [ '😀', 'x' ] 3 true false
console.log(/ſ/i.test('s'), /ſ/iu.test('s'), /\u212a/iu.test('k'), /[^x]/iu.test('X'), /\W/iu.test('S')); // expect: false true true false false
console.log(/^\p{Lu}+$/u.test('ÀÉ'), /\p{Script=Greek}/u.exec('aβ')[0], /^\p{RGI_Emoji}$/v.test('👍🏽'), /[\w--[a-f]]+/v.exec('abcxyz')[0]); // expect: true β true xyz
console.log(/a(?:(b)|c)/d.exec('xab').indices.join(' '), /(?<n>b)/d.exec('ab').indices.groups.n); // expect: 1,3 2,3 [ 1, 2 ]
const sticky = /o/y;
sticky.lastIndex = 1;
console.log(sticky.test('foo'), sticky.lastIndex, sticky.test('foo'), sticky.test('foo'), sticky.lastIndex); // expect: true 2 true false 0
const global = /a/g;
console.log(global.exec('banana').index, global.lastIndex, global.exec('banana').index, global.test('ban'), global.lastIndex); // expect: 1 2 3 false 0
console.log(Object.keys(/a/.exec('a')), /a/.exec('xa').input, Array.isArray(/a/.exec('a'))); // expect: [ '0', 'index', 'input', 'groups' ] xa true
