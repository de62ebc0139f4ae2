// Each of these takes a backtracking matcher longer than the universe lasts, and none more fuel than there is here.
// flags: --fuel=20000000
const forty = 'a'.repeat(40) + '!';
console.log(/(a+)+$/.test(forty), /^(a|aa)+$/.test(forty), /^(a?){40}a{40}b/.test(forty), /([a-z]+)*=/.test(forty)); // expect: false false false false
console.log(/(?=(a+)+c)b|(?:a+)+d/.test(forty), /^(([a-z])+.)+[A-Z]([a-z])+$/.test(forty), /(?<=(?:a+)+b)c/.test(forty + 'c')); // expect: false false false
console.log(/(x+x+)+y/.test('x'.repeat(3000)), /\s+$/.test(' '.repeat(3000) + 'x')); // expect: false false
// Where an endless run leads the pattern, an attempt that fails takes those from within its run with it.
console.log(/\s+$/.test(' '.repeat(300000) + 'x'), /[^,]*;/.test('a'.repeat(300000)), /(\d+)%/.test('1'.repeat(300000) + 'x')); // expect: false false false
console.log(/a+c/.exec('aaab aaac').index, /a*c/.exec('aab c').index, /a{3,}b/.exec('aab aaaab').index, /a+?c/.exec('aaabac').index); // expect: 5 4 4 4
console.log(/(a+)\1c/.exec('aaaaac').index, /(a+)(?<=ba)c/.exec('aaabac').index, /(?:a+)+c/.exec('aaabaac').index); // expect: 1 4 4
console.log(/(?<n>a+)b\k<n>c/.exec('aaabac').index, /\u{1f600}+x/u.exec('😀😀y😀x').index, /[^x]+x/u.exec('\ud83d😀x').index); // expect: 2 5 0
console.log('a  b   c  '.replace(/\s+$/, '.'), ' a  b '.split(/\s+b/), 'xaay'.replace(/a+(?=y)/g, '-')); // expect: a  b   c. [ ' a', ' ' ] x-y
