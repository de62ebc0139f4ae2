const object = {};
var x = 'global';
let read;
with (object) read = () => x;
console.log(read()); // expect: global
object.x = 'object';
console.log(read()); // expect: object
delete object.x;
console.log(read()); // expect: global
Object.setPrototypeOf(object, { x: 'prototype' });
console.log(read()); // expect: prototype
