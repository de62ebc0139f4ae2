// Unit: an iteration of the inner loop.
function loop(n) {
  let s = 0;
  let f = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < 1000; j++) {
      s = (s + i * j) & 0xffffff;
      f = f + j * 0.25;
    }
  }
  return s + f;
}
console.log(loop(SIZE));
