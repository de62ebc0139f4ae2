function thrower() {
  throw Object.create(null);
}
thrower();
