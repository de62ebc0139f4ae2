class Base { constructor() { this.made = new.target.name; } }
class Other {}
const object = Reflect.construct(Base, [], Other);
console.log(object instanceof Other, object instanceof Base, object.made); // expect: true false Other
console.log(Reflect.set({ set x(value) { this.y = value; } }, "x", 1, object), object.y); // expect: true 1
console.log(Reflect.defineProperty(Object.freeze({}), "x", { value: 1 })); // expect: false
try {
  Reflect.construct(() => 1, []);
} catch (error) {
  console.log(error.message); // expect: () => 1 is not a constructor
}
