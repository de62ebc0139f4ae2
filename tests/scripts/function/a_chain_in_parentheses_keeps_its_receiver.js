const a = {
  b() { return this && this.value; },
  value: { c: 42 },
};
const none = undefined;
console.log((a?.b)().c, (a.b)?.().c, (a?.b)?.().c); // expect: 42 42 42
console.log((a?.['b'])().c, ((a?.b))().c, (a?.b)`x`.c, (a?.b)(...[1]).c); // expect: 42 42 42 42
console.log((none?.b)?.(), (a?.x)?.()); // expect: undefined undefined
try {
  (none?.b)();
} catch (error) {
  console.log(error.name); // expect: TypeError
}
console.log((a?.b.call)(function () {}) === undefined); // expect: true
