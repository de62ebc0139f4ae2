function thrower() {
  throw 10n;
}
thrower();
