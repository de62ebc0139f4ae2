queueMicrotask(function microtask() {
  throw new Error('in a microtask');
});
