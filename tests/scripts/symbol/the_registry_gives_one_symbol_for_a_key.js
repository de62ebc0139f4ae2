const symbol = Symbol.for("tenure");
console.log(symbol === Symbol.for("ten" + "ure"), Symbol.keyFor(symbol)); // expect: true tenure
console.log(Symbol.for("0") === Symbol.for(0), Symbol.keyFor(Symbol("x"))); // expect: true undefined
console.log(symbol.toString(), Symbol().description, Object(symbol) == symbol); // expect: Symbol(tenure) undefined true
try {
  new Symbol();
} catch (error) {
  console.log(error.message); // expect: Symbol is not a constructor
}
