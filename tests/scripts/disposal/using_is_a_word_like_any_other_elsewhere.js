var using = [1, 2], of = 3, x = 0, await = 4;
using[x] = 5;
console.log(using[0], using.length, using
  .length); // expect: 5 2 2
using
x = 6;
console.log(x, using in { "5,2": 1 }, using instanceof Array); // expect: 6 true true
for (using of [7]) console.log(using); // expect: 7
for (using in { key: 1 }) console.log(using); // expect: key
label: { using: for (;;) break using; }
const { using: renamed } = { using: 8 };
console.log(renamed, (using => using)(9), { using: 10 }.using, { using() { return 11; } }.using()); // expect: 8 9 10 11
{ using of = null; using using = null; console.log(of, using); } // expect: null null
for (using of = null, y = null; ;) { console.log(of, y); break; } // expect: null null
const parse = text => { try { Function(text); return "fine"; } catch (error) { return error.message; } };
console.log(parse("using x = null")); // expect: fine
console.log(parse("using x")); // expect: Missing initializer in using declaration
console.log(parse("if (1) using x = null")); // expect: Unexpected identifier 'x'
console.log(parse("using x = null, [y] = null")); // expect: Unexpected token '['
console.log(parse("for (using x in {});")); // expect: Invalid left-hand side in for-in loop: Must have a single binding.
console.log(parse("switch (1) { case 1: using x = null }")); // expect: Using declaration cannot appear in a case or default clause
console.log(parse("using x = null; using x = null")); // expect: Identifier 'x' has already been declared
console.log(parse("using let = null")); // expect: let is disallowed as a lexically bound name
console.log(parse("await using x = null"));
// expect: await is only valid in async functions and the top level bodies of modules
console.log(parse("async function f() { await using x = null; for (await using of of []); }")); // expect: fine
console.log(parse("async function f() { await using x }")); // expect: Missing initializer in await using declaration
console.log(parse("async function f() { await\nusing x = null }")); // expect: Unexpected identifier 'x'
try { (0, eval)("using x = null"); } catch (error) { console.log(error.message); } // expect: Unexpected using declaration at the top level of a script
