const object = { a: 1, get b() { return 'getter'; } };
with (object) {
  console.log(typeof a, typeof b, typeof nowhere); // expect: number string undefined
  console.log(delete a, typeof a, delete nowhere2); // expect: true undefined true
}
console.log('a' in object); // expect: false
const frozen = Object.freeze({ c: 1 });
with (frozen) { console.log(delete c); c = 5; console.log(c); }
// expect: false
// expect: 1
