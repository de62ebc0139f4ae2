class Base {}
class Derived extends Base {
  constructor() {
    this.x = 1;
  }
}
try {
  new (class extends Base {
    constructor() {}
  })();
} catch (error) {
  console.log(error.message);
}
new Derived();
