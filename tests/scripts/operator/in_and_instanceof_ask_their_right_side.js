console.log('x' in { x: undefined }, 1 in [5], '1' in [5, 6], Symbol.iterator in [], 'length' in 'abc'.split(''));
// expect: true false true true true
for (const right of [1, 'text', null, undefined]) {
  try { 'length' in right; } catch (error) { console.log(error.message); }
  // expect: Cannot use 'in' operator to search for 'length' in 1
  // expect: Cannot use 'in' operator to search for 'length' in text
  // expect: Cannot use 'in' operator to search for 'length' in null
  // expect: Cannot use 'in' operator to search for 'length' in undefined
}
class Even { static [Symbol.hasInstance](n) { return n % 2 === 0; } }
console.log(2 instanceof Even, 3 instanceof Even, Object.create(Even.prototype) instanceof Even);
// expect: true false false
function F() {} const bound = F.bind(null); console.log(new F instanceof bound, new bound instanceof F);
// expect: true true
const f = new F; F.prototype = {}; console.log(f instanceof F, new F instanceof F, 5 instanceof Number, Object(5) instanceof Number);
// expect: false true false true
for (const right of [{}, 1, () => {}, Object.assign(function () {}, { prototype: 1 })]) {
  try { ({}) instanceof right; console.log('fine'); } catch (error) { console.log(error.message); }
  // expect: Right-hand side of 'instanceof' is not callable
  // expect: Right-hand side of 'instanceof' is not an object
  // expect: Function has non-object prototype 'undefined' in instanceof check
  // expect: Function has non-object prototype '1' in instanceof check
}
