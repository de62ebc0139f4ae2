function thrower() {
  throw null;
}
thrower();
