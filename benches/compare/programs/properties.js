// Reading and writing properties of one shape, and of four.
function mono(n) {
  const o = { x: 0, y: 1, z: 2 };
  for (let i = 0; i < n; i++) {
    o.x = o.x + o.y;
    o.z = o.x - i;
  }
  return o.x + o.z;
}
function poly(n) {
  const shapes = [{ a: 1 }, { b: 1, a: 2 }, { c: 1, b: 2, a: 3 }, { d: 1, a: 4 }];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const o = shapes[i & 3];
    sum = (sum + o.a) & 0xffff;
    o.a = sum & 7;
  }
  return sum;
}
print(mono(6000000) + poly(4000000));
