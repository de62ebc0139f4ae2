function thrower() {
  throw false;
}
thrower();
