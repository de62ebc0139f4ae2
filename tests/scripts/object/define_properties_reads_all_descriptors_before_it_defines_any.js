const target = {};
try {
  Object.defineProperties(target, { first: { value: 1 }, second: 2 });
} catch (error) {
  console.log(error.message); // expect: Property description must be an object: 2
}
console.log(Object.getOwnPropertyNames(target).length); // expect: 0
Object.defineProperties(target, {
  hidden: { value: 1 },
  shown: { get: () => 2, enumerable: true },
});
console.log(JSON.stringify(Object.getOwnPropertyDescriptor(target, "hidden")));
// expect: {"value":1,"writable":false,"enumerable":false,"configurable":false}
console.log(Object.keys(target).join(), target.shown); // expect: shown 2
