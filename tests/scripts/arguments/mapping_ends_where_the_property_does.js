function deleted(a) { delete arguments[0]; arguments[0] = 2; return [a, arguments[0]].join(); }
console.log(deleted(1)); // expect: 1,2
function readonly(a) {
  Object.defineProperty(arguments, '0', { writable: false });
  a = 2;
  return [a, arguments[0]].join();
}
console.log(readonly(1)); // expect: 2,1
function readonlyValue(a) {
  Object.defineProperty(arguments, '0', { value: 3, writable: false });
  const before = a;
  a = 2;
  return [before, a, arguments[0]].join();
}
console.log(readonlyValue(1)); // expect: 3,2,3
function accessor(a) {
  Object.defineProperty(arguments, '0', { get() { return 'got'; } });
  a = 2;
  return [a, arguments[0]].join();
}
console.log(accessor(1)); // expect: 2,got
function hidden(a) {
  Object.defineProperty(arguments, '0', { enumerable: false });
  a = 2;
  return [Object.keys(arguments).length, arguments[0], Object.getOwnPropertyDescriptor(arguments, 0).value].join();
}
console.log(hidden(1)); // expect: 0,2,2
function frozen(a) { Object.freeze(arguments); a = 2; return [a, arguments[0]].join(); }
console.log(frozen(1)); // expect: 2,1
function sealed(a) { Object.seal(arguments); a = 2; return [a, arguments[0]].join(); }
console.log(sealed(1)); // expect: 2,2
function beyond(a) { arguments[1] = 5; arguments.length = 2; return [a, ...arguments].join(); }
console.log(beyond(1)); // expect: 1,1,5
