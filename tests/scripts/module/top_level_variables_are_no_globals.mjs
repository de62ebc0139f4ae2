var x = 1;
function f() {}
console.log(globalThis.x, globalThis.f, typeof x, this); // expect: undefined undefined number undefined
console.log(typeof require, typeof module, typeof exports, typeof __filename); // expect: undefined undefined undefined undefined
try {
  undeclared = 1;
} catch (error) {
  console.log(error.name, error.message); // expect: ReferenceError undeclared is not defined
}
console.log(import.meta.url.startsWith('file:///'), Object.getPrototypeOf(import.meta)); // expect: true null
