// Integer and floating-point arithmetic on locals.
function loop(outer) {
  let s = 0;
  let f = 0;
  for (let i = 0; i < outer; i++) {
    for (let j = 0; j < 1000; j++) {
      s = (s + i * j) & 0xffffff;
      f = f + j * 0.25;
    }
  }
  return s + f;
}
print(loop(12000));
