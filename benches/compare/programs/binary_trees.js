// Trees that live for different times.
function make(depth) {
  return depth === 0 ? { left: null, right: null } : { left: make(depth - 1), right: make(depth - 1) };
}
function count(tree) {
  return tree.left === null ? 1 : 1 + count(tree.left) + count(tree.right);
}
function run(most) {
  let total = count(make(most + 1));
  const lasting = make(most);
  for (let depth = 4; depth <= most; depth += 2) {
    const times = 1 << (most - depth + 4);
    for (let i = 0; i < times; i++) total += count(make(depth));
  }
  return total + count(lasting);
}
print(run(13));
