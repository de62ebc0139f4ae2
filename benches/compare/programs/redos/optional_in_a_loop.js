// An alternative that may match nothing.
print(/^(a|a?)+$/.test('a'.repeat(40) + '!'));
