function attempt(body) {
  try {
    console.log(body());
  } catch (error) {
    console.log(error.name + ': ' + error.message);
  }
}

// Arrows have nothing of their own.
attempt(function () { return (() => eval('new.target'))(); }); // expect: undefined
attempt(() => eval('new.target')); // expect: undefined
class A { x() { return 'A.x'; } }
class B extends A {
  inArrow() { return (() => eval('super.x()'))(); }
  inFunction() { super.x(); eval(''); return (function () { return eval('super.x()'); })(); }
  constructor() { (() => eval('super()'))(); }
}
attempt(() => new B().inArrow()); // expect: A.x
attempt(() => new B().inFunction()); // expect: SyntaxError: 'super' keyword unexpected here

// Fields have no `arguments`, and the code does not begin to run.
let ran = false;
attempt(() => new (class { x = eval('ran = true; arguments'); })()); // expect: SyntaxError: 'arguments' is not allowed in class field initializer or static initialization block
attempt(() => new (class { x = () => eval('ran = true; () => arguments'); })().x()); // expect: SyntaxError: 'arguments' is not allowed in class field initializer or static initialization block
attempt(() => new (class { static x = eval("eval('ran = true; arguments')"); })()); // expect: SyntaxError: 'arguments' is not allowed in class field initializer or static initialization block
attempt(() => new (class { x = eval('(function () { return arguments.length; })(1, 2)'); })().x); // expect: 2
attempt(() => new (class { x = function () { return eval('arguments.length'); }; })().x(1)); // expect: 1
console.log(ran); // expect: false
