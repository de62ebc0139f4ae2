function thrower() {
  throw { name: 'Error', message: 'not really', stack: 'Error: not really\n    at nowhere' };
}
thrower();
