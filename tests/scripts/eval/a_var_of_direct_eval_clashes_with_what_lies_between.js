// ECMA-262 EvalDeclarationInstantiation: a sloppy direct eval declares in the function around it, past all blocks, and
// may not pass a binding of the same name on its way; only the name of a `catch` may be declared again.
function attempt(body) {
  try {
    console.log(body());
  } catch (error) {
    console.log(error.name + ': ' + error.message);
  }
}

attempt(function () { let x = 1; eval('var x'); }); // expect: SyntaxError: Identifier 'x' has already been declared
attempt(function () { { const x = 1; { eval('var x'); } } }); // expect: SyntaxError: Identifier 'x' has already been declared
attempt(function () { class x {} eval('function x() {}'); }); // expect: SyntaxError: Identifier 'x' has already been declared
attempt(function () { { function x() {} eval('var x = 2'); } }); // expect: SyntaxError: Identifier 'x' has already been declared
attempt(function () { try { throw [1]; } catch ([x]) { eval('var x'); } }); // expect: SyntaxError: Identifier 'x' has already been declared
attempt(function () { let x; with ({}) { eval('var x = 5'); } }); // expect: SyntaxError: Identifier 'x' has already been declared
attempt(function (a, b = eval('var a')) {}); // expect: SyntaxError: Identifier 'a' has already been declared
attempt(function (b = eval('var a'), a) {}); // expect: SyntaxError: Identifier 'a' has already been declared
attempt((b = eval('var a'), a) => {}); // expect: SyntaxError: Identifier 'a' has already been declared

attempt(function () { try { throw 1; } catch (x) { eval('var x = 3'); return x; } }); // expect: 3
attempt(function () { try { throw 1; } catch (x) { eval('var x = 3'); } return x; }); // expect: undefined
attempt(function () { let x = 1; return (function () { eval('var x = 5'); return x; })(); }); // expect: 5
attempt(function () { var o = { x: 1 }; with (o) { eval('var x = 5'); } return o.x + ' ' + x; }); // expect: 5 undefined
attempt(function () { let x = 1; return eval("'use strict'; var x = 5; x"); }); // expect: 5
attempt(function () { let f = 1; eval('{ function f() {} }'); return f; }); // expect: 1
attempt(function () { let x = 1; eval('let x = 2'); return x; }); // expect: 1
attempt((b = eval('var q = 3'), c = q) => c); // expect: 3
