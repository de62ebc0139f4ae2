function thrower() {
  throw class Thrown {};
}
thrower();
