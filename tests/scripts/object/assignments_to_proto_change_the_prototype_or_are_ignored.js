const base = { greet: () => "hello" };
const object = {};
object.__proto__ = base;
console.log(object.greet()); // expect: hello
object.__proto__ = 1;
console.log(Object.getPrototypeOf(object) === base); // expect: true
const bare = Object.create(null);
bare.__proto__ = base;
console.log(Object.keys(bare).join()); // expect: __proto__
try {
  base.__proto__ = object;
} catch (error) {
  console.log(String(error)); // expect: TypeError: Cyclic __proto__ value
}
try {
  Object.setPrototypeOf(Object.prototype, {});
} catch (error) {
  console.log(error.message); // expect: Immutable prototype object 'Object.prototype' cannot have their prototype set
}
