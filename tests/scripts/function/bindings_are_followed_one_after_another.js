let sum = (...terms) => terms.join();
for (let i = 0; i < 5; i++) sum = sum.bind(null, i);
console.log(sum('end')); // expect: 0,1,2,3,4,end
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
