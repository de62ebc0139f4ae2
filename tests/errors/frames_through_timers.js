setTimeout(function onTimeout() {
  throw new Error('in a timer');
}, 1);
