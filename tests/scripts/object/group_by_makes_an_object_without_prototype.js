const groups = Object.groupBy([1, 2, 3, 4], (number) => (number % 2 ? "odd" : "even"));
console.log(Object.getPrototypeOf(groups)); // expect: null
console.log(JSON.stringify(groups)); // expect: {"odd":[1,3],"even":[2,4]}
