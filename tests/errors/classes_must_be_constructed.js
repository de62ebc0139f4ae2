class Point {
  constructor(x) {
    this.x = x;
  }
}
function make() {
  return Point(1);
}
make();
