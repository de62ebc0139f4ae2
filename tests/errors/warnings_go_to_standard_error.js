process.on('warning', (warning) => {
  console.log(warning.name, warning.message, warning.code, typeof warning.stack);
});
process.emitWarning('careful');
process.emitWarning('typed', 'CustomWarning');
process.emitWarning('coded', 'CustomWarning', 'W001');
process.emitWarning('detailed', { type: 'DetailWarning', code: 'W002', detail: 'some detail\nof two lines' });
process.emitWarning(new Error('an error as it is'));
const named = new Error('named');
named.name = 'NamedWarning';
process.emitWarning(named);
