const inner = new TypeError("inner");
const outer = new Error("outer", { cause: inner });
console.log(outer.cause === inner, Object.keys(outer).length, "cause" in new Error("x")); // expect: true 0 false
const many = new AggregateError(new Set([1, 2]), "many", { cause: 0 });
console.log(many.errors.join(), many.cause, many.name, many instanceof Error); // expect: 1,2 0 AggregateError true
console.log(Object.getPrototypeOf(RangeError) === Error); // expect: true
console.log(Error.prototype.toString.call({ name: "N", message: "" })); // expect: N
