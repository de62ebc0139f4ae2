const tests = [
  () => undefined.x, () => null[0], () => undefinedName, () => (void 0)(), () => { const o = {}; o.x(); }, () => ({ a: {} }).a.b.c,
  () => { let x = x; }, () => { const c = 1; c = 2; }, () => new 5, () => { const arrow = () => { }; new arrow; }, () => { const o = { m() { } }; new o.m; }, 
  () => { const n = 5; for (const x of n); },
  () => 1 in 'x', () => ({}) instanceof 1, () => Symbol() + 1, () => 1n + 1, () => new Array(-1), () => 'x'.repeat(-1),
  () => { 'use strict'; undefinedName = 1; }, () => { 'use strict'; Object.freeze([1])[0] = 2; }, () => { 'use strict'; delete Object.freeze({ a: 1 }).a; },
  () => { 'use strict'; ({ get a() { return 1; } }).a = 2; }, () => class A extends 5 { }, () => class A extends null { constructor() { super(); } },
  () => { class A { constructor() { } } A(); }, () => { class B extends Object { constructor() { } } new B; }, () => decodeURIComponent('%'),
  () => (1).toFixed(101), () => JSON.parse('{'), () => Object.defineProperty(1, 'a', {}), () => Reflect.construct(1), () => x.y.z, () => null.f(), () => undefined.f.g(),
];
for (const test of tests) {
  try { test(); console.log('nothing thrown'); } catch (error) { console.log(`${error.name}: ${error.message}`); }
  // expect: TypeError: Cannot read properties of undefined (reading 'x')
  // expect: TypeError: Cannot read properties of null (reading '0')
  // expect: ReferenceError: undefinedName is not defined
  // expect: TypeError: (void 0) is not a function
  // expect: TypeError: o.x is not a function
  // expect: TypeError: Cannot read properties of undefined (reading 'c')
  // expect: ReferenceError: Cannot access 'x' before initialization
  // expect: TypeError: Assignment to constant variable.
  // expect: TypeError: 5 is not a constructor
  // expect: TypeError: arrow is not a constructor
  // expect: TypeError: o.m is not a constructor
  // expect: TypeError: n is not iterable
  // expect: TypeError: Cannot use 'in' operator to search for '1' in x
  // expect: TypeError: Right-hand side of 'instanceof' is not an object
  // expect: TypeError: Cannot convert a Symbol value to a number
  // expect: TypeError: Cannot mix BigInt and other types, use explicit conversions
  // expect: RangeError: Invalid array length
  // expect: RangeError: Invalid count value: -1
  // expect: ReferenceError: undefinedName is not defined
  // expect: TypeError: Cannot assign to read only property '0' of object '[object Array]'
  // expect: TypeError: Cannot delete property 'a' of #<Object>
  // expect: TypeError: Cannot set property a of #<Object> which has only a getter
  // expect: TypeError: Class extends value 5 is not a constructor or null
  // expect: nothing thrown
  // expect: TypeError: Class constructor A cannot be invoked without 'new'
  // expect: ReferenceError: Must call super constructor in derived class before accessing 'this' or returning from derived constructor
  // expect: URIError: URI malformed
  // expect: RangeError: toFixed() digits argument must be between 0 and 100
  // expect: SyntaxError: Expected property name or '}' in JSON at position 1
  // expect: TypeError: Object.defineProperty called on non-object
  // expect: TypeError: 1 is not a constructor
  // expect: ReferenceError: Cannot access 'x' before initialization
  // expect: TypeError: Cannot read properties of null (reading 'f')
  // expect: TypeError: Cannot read properties of undefined (reading 'f')
}
let x;
