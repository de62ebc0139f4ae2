function thrower() {
  throw 'just a string';
}
thrower();
