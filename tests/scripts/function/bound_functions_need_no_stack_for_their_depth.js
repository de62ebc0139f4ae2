// configurations: default tiny
// A function may be bound as often as one likes: calling it follows the bindings one after another.
let deep = function () {
  return this;
};
const Deep = deep;
for (let i = 0; i < 20000; i++) deep = deep.bind(i);
console.log(Number(deep())); // expect: 0
console.log(new deep() instanceof Deep); // expect: true
