class Base {
  constructor() {
    this.initialize();
  }
}
class Derived extends Base {
  initialize() {
    new Inner();
  }
}
function Inner() {
  undefined_function();
}
new Derived();
