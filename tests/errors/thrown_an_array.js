function thrower() {
  throw [1, [2, [3, [4]]]];
}
thrower();
