// A map finds an object by its identity hash, which stays when the object gets elements and more properties.
const array = [1, 2, 3];
const object = {};
const late = {};
const map = new Map([[array, "array"], [object, "object"]]);
const weak = new WeakMap([[array, "array"], [object, "object"]]);
console.log(map.get(array), map.get(object), weak.get(array), weak.get(object)); // expect: array object array object
for (let i = 0; i < 100; i++) {
  array.push(i);
  array["name" + i] = i;
  object["name" + i] = i;
  object[i] = i;
  late[i] = i;
}
console.log(map.get(array), map.get(object), weak.get(array), weak.get(object)); // expect: array object array object
console.log(map.get(late), new Set([late]).has(late)); // expect: undefined true
map.set(late, "late");
array.length = 0;
for (let i = 0; i < 90; i++) delete object[i];
console.log(map.get(array), map.get(object), map.get(late), map.size); // expect: array object late 3
