function list() { return Array.prototype.join.call(arguments); }
console.log(list.apply(null, { length: 3, 0: "a", 2: "c" })); // expect: a,,c
console.log(list.apply(null, null) === ""); // expect: true
console.log(list.call(null, 1, 2, 3, 4, 5, 6, 7, 8, 9)); // expect: 1,2,3,4,5,6,7,8,9
try {
  list.apply(null, 1);
} catch (error) {
  console.log(error.message); // expect: CreateListFromArrayLike called on non-object
}
try {
  Reflect.apply({}, null, []);
} catch (error) {
  console.log(error.message); // expect: Function.prototype.apply was called on #<Object>, which is an object and not a function
}
