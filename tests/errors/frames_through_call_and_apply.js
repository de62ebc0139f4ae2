function callee() {
  throw new Error('applied');
}
function middle() {
  callee.apply(this, arguments);
}
middle.call({ a: 1 }, 1);
