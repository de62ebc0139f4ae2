console.log('ΑΣ ΑΣΑ ΣΑΣ'.toLowerCase()); // expect: ας ασα σας
console.log('straße ŉ ﬁ ÿ µ'.toUpperCase()); // expect: STRASSE ʼN FI Ÿ Μ
console.log('İ'.toLowerCase().length, 'ÀÉÞ×÷'.toLowerCase()); // expect: 2 àéþ×÷
console.log('\ud800A'.toLowerCase().charCodeAt(0).toString(16)); // expect: d800
console.log('\u0041\u030a'.normalize() === '\u00c5', 'ﬁ'.normalize('NFKC'), '\uac00'.normalize('NFD').length); // expect: true fi 2
console.log(['b', 'a', 'C', 'A', 'c', 'B', 'é', 'e', 'f'].sort((a, b) => a.localeCompare(b)).join('')); // expect: aAbBcCeéf
console.log('\u212b'.localeCompare('A\u030a')); // expect: 0
console.log('a\ud800b'.isWellFormed(), 'a\ud800b'.toWellFormed() === 'a\ufffdb'); // expect: false true
'a'.normalize('x'); // expect RangeError: The normalization form should be one of NFC, NFD, NFKC, NFKD.
