const map = new Map([['a', { b: null }]]);
map.forEach(function each(value, key) {
  new Set([value]).forEach((item) => item.b.c);
});
