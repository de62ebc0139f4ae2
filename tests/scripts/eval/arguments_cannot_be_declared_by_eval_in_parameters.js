// The parameters of a function that is no arrow have `arguments` among them, whatever the body declares.
function attempt(name, body) {
  try {
    body();
    console.log(name + ': declared');
  } catch (error) {
    console.log(name + ': ' + error.name);
  }
}

attempt('plain', function (p = eval('var arguments')) {}); // expect: plain: SyntaxError
attempt('assigned', function (p = eval('var arguments = 1')) {}); // expect: assigned: SyntaxError
attempt('function in the body', function (p = eval('var arguments')) { function arguments() {} }); // expect: function in the body: SyntaxError
attempt('let in the body', function (p = eval('var arguments')) { let arguments; }); // expect: let in the body: SyntaxError
attempt('var in the body', function (p = eval('var arguments')) { var arguments; }); // expect: var in the body: SyntaxError
attempt('parameter', function (p = eval('var arguments'), arguments) {}); // expect: parameter: SyntaxError
attempt('method', { f(p = eval('var arguments')) { let arguments; } }.f); // expect: method: SyntaxError
attempt('arrow with a parameter', (p = eval('var arguments'), arguments) => {}); // expect: arrow with a parameter: SyntaxError

const arrow = (p = eval("var arguments = 'param'"), q = () => arguments) => {
  function arguments() {}
  return typeof arguments + ' ' + q();
};
console.log(arrow()); // expect: function param
console.log((function (p = 1) { eval('var arguments = 5'); return arguments; })()); // expect: 5
