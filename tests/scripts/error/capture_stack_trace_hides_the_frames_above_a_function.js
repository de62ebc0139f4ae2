function Failure(message) {
  Error.captureStackTrace(this, Failure);
  this.name = "Failure";
  this.message = message;
}
function caller() { return new Failure("late"); }
const lines = caller().stack.split("\n");
console.log(lines[0]); // expect: Failure: late
console.log(lines[1].includes("caller"), lines.join().includes("new Failure")); // expect: true false
try {
  Error.captureStackTrace(Object.freeze({}));
} catch (error) {
  console.log(error.message); // expect: Cannot define property stack, object is not extensible
}
