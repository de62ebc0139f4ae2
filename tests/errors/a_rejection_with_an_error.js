function fail() {
  return Promise.reject(new Error('rejected'));
}
fail();
