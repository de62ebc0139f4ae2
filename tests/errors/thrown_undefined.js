function thrower() {
  throw undefined;
}
thrower();
