// A format of dates (CVE-2016-4055): blanks in a loop of alternatives.
print(/D[oD]?(\[[^[\]]*\]|\s+)+MMMM?/.test('D' + ' '.repeat(60) + 'x'));
