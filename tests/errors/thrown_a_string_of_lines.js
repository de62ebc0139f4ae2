function thrower() {
  throw 'line one\nline two';
}
thrower();
