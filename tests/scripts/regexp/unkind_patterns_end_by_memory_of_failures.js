// Each of these takes a backtracking matcher longer than the universe lasts, and none more fuel than there is here.
// flags: --fuel=20000000
const forty = 'a'.repeat(40) + '!';
console.log(/(a+)+$/.test(forty), /^(a|aa)+$/.test(forty), /^(a?){40}a{40}b/.test(forty), /([a-z]+)*=/.test(forty)); // expect: false false false false
console.log(/(?=(a+)+c)b|(?:a+)+d/.test(forty), /^(([a-z])+.)+[A-Z]([a-z])+$/.test(forty), /(?<=(?:a+)+b)c/.test(forty + 'c')); // expect: false false false
console.log(/(x+x+)+y/.test('x'.repeat(3000)), /\s+$/.test(' '.repeat(3000) + 'x')); // expect: false false
