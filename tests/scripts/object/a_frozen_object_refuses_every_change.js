"use strict";
const object = Object.freeze({ a: 1, list: [1, 2] });
const list = Object.freeze([1, 2]);
const attempts = [
  () => { object.a = 2; },
  () => { object.b = 2; },
  () => { delete object.a; },
  () => { list[0] = 9; },
  () => { list.push(3); },
  () => { Object.defineProperty(object, "a", { value: 2 }); },
];
for (const attempt of attempts) {
  try {
    attempt();
    console.log("changed");
  } catch (error) {
    console.log(error.message);
  }
}
// expect: Cannot assign to read only property 'a' of object '#<Object>'
// expect: Cannot add property b, object is not extensible
// expect: Cannot delete property 'a' of #<Object>
// expect: Cannot assign to read only property '0' of object '[object Array]'
// expect: Cannot add property 2, object is not extensible
// expect: Cannot redefine property: a
console.log(Object.isFrozen(object), Object.isSealed(object), Object.isFrozen(object.list)); // expect: true true false
