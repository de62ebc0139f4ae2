function thrower() {
  throw 42;
}
thrower();
