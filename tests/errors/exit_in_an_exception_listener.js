process.on('uncaughtException', () => {
  console.log('leaving');
  process.exit(5);
});
process.on('exit', (code) => console.log('exit', code));
throw new Error('x');
