// A function may be bound as often as one likes: calling it follows the bindings one after another.
let sum = (...terms) => terms.join();
for (let i = 0; i < 5; i++) sum = sum.bind(null, i);
console.log(sum('end')); // expect: 0,1,2,3,4,end
let deep = function () {
  return this;
};
const Deep = deep;
for (let i = 0; i < 20000; i++) deep = deep.bind(i);
console.log(Number(deep())); // expect: 0
console.log(new deep() instanceof Deep); // expect: true
class Base {
  constructor(...parts) {
    this.parts = parts;
    this.target = new.target;
  }
}
const Once = Base.bind(null, 1);
const Twice = Once.bind(null, 2);
console.log(new Twice(3).parts.join(), new Twice().target === Base); // expect: 1,2,3 true
console.log(Reflect.construct(Twice, [], Once).target === Base); // expect: true
class Other {}
console.log(Reflect.construct(Twice, [], Other).target === Other); // expect: true
