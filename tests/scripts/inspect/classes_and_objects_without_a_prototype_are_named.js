class A { static s = 1; }
console.log(A, class extends A {}, class B extends (class C {}) {}, class D /* ( */ extends A {});
// expect: [class A] { s: 1 } [class (anonymous) extends A] [Function: B] [class D extends A]
console.log(Object.setPrototypeOf(A, null), class E extends null {}, [class {}]);
// expect: [class A extends [null prototype]] { s: 1 } [class E] [ [class (anonymous)] ]
(function () { console.log(Object.setPrototypeOf(arguments, null), Object.setPrototypeOf(new Date(NaN), null)); })(1);
// expect: [Arguments: null prototype] { '0': 1 } [Date: null prototype] Invalid Date
console.log(Object.setPrototypeOf([1], null), Object.setPrototypeOf(new Map([[1, 2]]), null), Object.setPrototypeOf(new Uint8Array(1), null));
// expect: [Array(1): null prototype] [ 1 ] [Map(1): null prototype] { 1 => 2 } [Uint8Array(1): null prototype] [ 0 ]
console.log(Object.setPrototypeOf(() => {}, null), Object.setPrototypeOf(new String('s'), null), Object.create(Object.create(null)));
// expect: [Function (null prototype) (anonymous)] [String (null prototype): 's'] Object <[Object: null prototype] {}> {}
class Foo { get [Symbol.toStringTag]() { return 'Bar'; } }
console.log(new Foo(), Object.create(Foo.prototype), new (class extends Foo { x = 1; })());
// expect: Foo [Bar] {} Foo [Bar] {} Foo [Bar] { x: 1 }
