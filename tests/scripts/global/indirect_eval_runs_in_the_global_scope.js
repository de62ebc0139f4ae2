globalThis.where = "global";
function inner() {
  var where = "local";
  return [eval("where"), (0, eval)("where")].join();
}
console.log(inner()); // expect: local,global
console.log(eval({ length: 1 }).length, eval()); // expect: 1 undefined
console.log(parseInt("0x1f"), parseInt("12px", 3), parseFloat("3.5e1x")); // expect: 31 5 35
