// flags: --expose-gc
// The cache of an assignment knows the shape before and the shape after. Nobody else may keep the second one alive.
function add(object) {
  object.x = 1;
  return object;
}
function addTwo(object) {
  object.first = 1;
  object.second = 2;
  return object;
}
function Point() {
  this.left = 1;
  this.right = 2;
}
for (let i = 0; i < 10; i++) {
  add({});
  add({ a: 1 });
  addTwo(Object.create(null));
  new Point();
}
for (let round = 0; round < 3; round++) {
  gc();
  const one = add({});
  const two = add({ a: 2 });
  const three = addTwo(Object.create(null));
  const point = new Point();
  gc();
  if (round === 2) console.log(one.x, two.x, two.a, three.first, three.second, point.left, point.right); // expect: 1 1 2 1 2 1 2
  if (round === 2) console.log(JSON.stringify([one, two, three, point]));
  // expect: [{"x":1},{"a":2,"x":1},{"first":1,"second":2},{"left":1,"right":2}]
}
