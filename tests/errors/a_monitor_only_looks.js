process.on('uncaughtExceptionMonitor', (error, origin) => {
  console.log('seen', origin, error.message);
});
throw new Error('still fatal');
