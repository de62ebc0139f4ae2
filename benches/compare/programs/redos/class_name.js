// A validator of names of classes in packages.
print(/^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(60) + '!'));
