process.setUncaughtExceptionCaptureCallback((error) => {
  throw new Error('capturing: ' + error.message);
});
throw new Error('taken');
