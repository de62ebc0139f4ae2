function load() {
  return require('./modules/failing.js');
}
load();
