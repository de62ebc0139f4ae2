// Many short-lived trees beside a long-lived one.
function Tree(left, right) { this.left = left; this.right = right; }
function make(depth) { return depth === 0 ? new Tree(null, null) : new Tree(make(depth - 1), make(depth - 1)); }
function check(tree) { return tree.left === null ? 1 : 1 + check(tree.left) + check(tree.right); }
const kept = make(17);
for (let depth = 4; depth <= 16; depth += 4) {
  const count = 1 << (18 - depth);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += check(make(depth));
}
check(kept);
