'use strict';
const tries = [
  () => { const c = 1; c = 2; },
  () => { x = 1; let x; },
  () => { undeclared = 1; },
  () => { Object.freeze({ a: 1 }).a = 2; },
  () => { Object.freeze([1]).push(2); },
  () => { ({ get a() { return 1; } }).a = 2; },
  () => { delete Object.freeze({ a: 1 }).a; },
  () => { Object.preventExtensions({}).b = 1; },
  () => { Object.defineProperty(Object.freeze({}), 'x', {}); },
  () => { Object.defineProperty(Object.defineProperty({}, 'x', { value: 1 }), 'x', { value: 2 }); },
  () => { 'text'.length = 1; },
  () => { (5).x = 1; },
  () => { undefined = 1; },
  () => { null.x = 1; },
  () => { class A { #p() {} set(o) { o.#p(); } } new A().set({}); },
  () => { class A { static #p = 1; static get(o) { return o.#p; } } A.get({}); },
];
for (const attempt of tries) {
  try {
    attempt();
    console.log('nothing');
  } catch (error) {
    const place = error.stack.split('\n    at ')[1];
    console.log(String(error), place.slice(place.lastIndexOf('/')).split(')')[0]);
  }
}
