function evaluates(text) {
  return eval(text);
}
evaluates('(function inside() { throw new Error("evaluated") })()');
