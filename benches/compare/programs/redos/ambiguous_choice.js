// Two alternatives that match the same text in different numbers.
print(/^(a|aa)+$/.test('a'.repeat(60) + '!'));
