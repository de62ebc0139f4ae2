// Arrays that are large objects, filled with small ones.
let kept = [];
for (let round = 0; round < 60; round++) {
  const array = new Array(40000).fill(null);
  for (let i = 0; i < array.length; i++) array[i] = { i, round };
  kept.push(array);
  if (kept.length > 8) kept.shift();
}
