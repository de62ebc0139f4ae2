// The same with a class, as validators of names have it.
print(/^([a-zA-Z]+)*$/.test('a'.repeat(40) + '!'));
