function thrower() {
  throw new Date(0);
}
thrower();
