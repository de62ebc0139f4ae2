const iterator = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = function () {
  throw new Error('iterated');
};
class Base {
  constructor(...values) {
    this.values = values;
  }
}
class Derived extends Base {}
class Further extends Derived {}
const { values } = new Further(1, 2, 3);
let error;
try {
  new (class extends Base { constructor(...all) { super(...all); } })(1);
} catch (caught) {
  error = caught;
}
Array.prototype[Symbol.iterator] = iterator;
console.log(values); // expect: [ 1, 2, 3 ]
console.log(error.message); // expect: iterated
console.log(Derived.length, new Derived().values.length); // expect: 0 0
