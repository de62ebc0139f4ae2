// What was captured decides: failures cannot be remembered by place alone.
print(/^(a+)+\1b/.test('a'.repeat(60) + '!'));
