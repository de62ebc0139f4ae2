new Promise(function executor(resolve) {
  resolve({});
}).then(function reaction(value) {
  return value.missing.property;
});
