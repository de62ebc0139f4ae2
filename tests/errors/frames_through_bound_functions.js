function target(a, b) {
  return a.x + b.x.y;
}
const bound = target.bind(null, { x: 1 });
bound({});
