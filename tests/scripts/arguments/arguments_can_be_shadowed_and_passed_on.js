function parameter(arguments) { return arguments; }
console.log(parameter(4)); // expect: 4
function variable() { var arguments; return typeof arguments; }
console.log(variable()); // expect: object
function assigned() { var arguments = 3; return arguments; }
console.log(assigned()); // expect: 3
function lexical() { { let arguments = 2; } return arguments.length; }
console.log(lexical(1, 2, 3)); // expect: 3
function declared() { return typeof arguments; function arguments() {} }
console.log(declared()); // expect: function
function arrow() { return (() => (() => arguments[1])())(); }
console.log(arrow(1, 2)); // expect: 2
function viaEval(a) { eval('arguments[0] = 9'); return a; }
console.log(viaEval(1)); // expect: 9
function evalSets(a) { eval('a = 8'); return arguments[0]; }
console.log(evalSets(1)); // expect: 8
function escapes(a) { const mine = arguments; return { set(v) { mine[0] = v; }, get: () => a }; }
const pair = escapes(1);
pair.set('later');
console.log(pair.get()); // expect: later
function reassigned(a) { arguments = [7]; a = 1; return arguments[0]; }
console.log(reassigned(0)); // expect: 7
