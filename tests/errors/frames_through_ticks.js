process.nextTick(function tick(a) {
  a.b.c;
}, {});
