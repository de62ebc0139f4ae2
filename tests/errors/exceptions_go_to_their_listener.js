process.on('uncaughtException', (error, origin) => {
  console.log(origin, error.message);
});
setTimeout(() => console.log('goes on'), 5);
Promise.reject(new Error('a rejection'));
throw new Error('an exception');
