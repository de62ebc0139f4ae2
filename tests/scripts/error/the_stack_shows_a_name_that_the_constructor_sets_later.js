class Refusal extends Error {
  constructor(message) {
    super(message);
    this.name = "Refusal";
  }
}
const error = new Refusal("no");
console.log(error.stack.split("\n")[0]); // expect: Refusal: no
error.message = "yes";
console.log(error.stack.split("\n")[0]); // expect: Refusal: no
console.log(Object.getOwnPropertyNames(error).join()); // expect: stack,message,name
const found = Object.getOwnPropertyDescriptor(new Error("x"), "stack");
console.log(found.writable, found.enumerable, found.configurable); // expect: true false true
