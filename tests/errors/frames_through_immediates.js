setImmediate(() => {
  null.immediately;
});
