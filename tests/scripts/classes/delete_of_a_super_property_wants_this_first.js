class Base {
  constructor() {
    console.log('Base runs');
  }
}
class Derived extends Base {
  constructor() {
    delete super[(super(), 0)];
  }
  method() {
    return delete super.x;
  }
}
try {
  new Derived();
} catch (error) {
  console.log(error.name); // expect: ReferenceError
}
try {
  Derived.prototype.method();
} catch (error) {
  console.log(error.message); // expect: Unsupported reference to 'super'
}
