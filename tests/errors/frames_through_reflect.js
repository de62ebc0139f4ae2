function callee() {
  throw new Error('reflected');
}
function Made() {
  Reflect.apply(callee, { receiver: true }, []);
}
Reflect.construct(Made, []);
