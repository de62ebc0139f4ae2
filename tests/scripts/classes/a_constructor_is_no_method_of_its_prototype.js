class Base { constructor() { this.made = new.target.name; } }
class Derived extends Base { constructor() { super(); } method() {} static constructor() { return 'static'; } }
console.log(Base.prototype.constructor === Base, Derived.prototype.constructor === Derived); // expect: true true
console.log(new Derived().made, new Derived().constructor.name, Derived.constructor());
// expect: Derived Derived static
