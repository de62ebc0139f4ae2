function helper() {
  const object = { name: 'Captured' };
  Error.captureStackTrace(object);
  console.log(object.stack.split('\n').slice(0, 3).join('\n'));
  Error.captureStackTrace(object, helper);
  console.log(object.stack.split('\n').slice(0, 2).join('\n'));
  console.log(Object.getOwnPropertyNames(object));
}
function caller() {
  helper();
}
caller();
