function outer(x) {
  return inner(x.y);
}
function inner(z) {
  return z.w.v;
}
outer({ y: {} });
