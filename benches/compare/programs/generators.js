// Generators, iterators, spread and destructuring.
function* range(from, to) {
  for (let i = from; i < to; i++) yield i;
}
function* evens(source) {
  for (const value of source) if (value % 2 === 0) yield value;
}
function* walk(tree) {
  if (tree === null) return;
  yield* walk(tree.left);
  yield tree.value;
  yield* walk(tree.right);
}
function make(from, to) {
  if (from >= to) return null;
  const value = (from + to) >> 1;
  return { value, left: make(from, value), right: make(value + 1, to) };
}
let sum = 0;
for (const value of evens(range(0, 600000))) sum = (sum + value) % 1000003;
for (let i = 0; i < 5; i++) for (const value of walk(make(0, 4000))) sum = (sum * 3 + value) % 1000003;
for (let i = 0; i < 40000; i++) {
  const [a, b, ...rest] = [...range(i, i + 5)];
  sum = (sum + a * b + rest.length) % 1000003;
}
print(sum);
