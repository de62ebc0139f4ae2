class Box {
  get value() {
    return this.set;
  }
  set value(v) {
    v.missing.there;
  }
  get set() {
    this.value = {};
    return 1;
  }
}
new Box().value;
