function load(name) {
  return require(name);
}
try {
  load('./modules/absent');
} catch (error) {
  console.log(error.code, error.requireStack.map((file) => file.split('/').pop()));
}
load('a-package-that-does-not-exist');
