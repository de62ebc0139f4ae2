// Unit: an iteration, with five reads and two writes of properties.
function properties(n) {
  const o = { x: 0, y: 1, z: 2 };
  for (let i = 0; i < n; i++) {
    o.x = o.x + o.y;
    o.z = o.x - i;
  }
  return o.x + o.z;
}
console.log(properties(SIZE));
