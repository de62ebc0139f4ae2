function thrower() {
  throw Symbol('sym');
}
thrower();
