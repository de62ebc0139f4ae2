// A repetition within a repetition.
print(/(a+)+$/.test('a'.repeat(40) + '!'));
