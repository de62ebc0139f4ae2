process.on('uncaughtException', function listener(error) {
  throw new Error('while handling: ' + error.message);
});
process.on('exit', (code) => console.log('exit', code));
throw new Error('first');
