function thrower() {
  throw function thrown() {};
}
thrower();
