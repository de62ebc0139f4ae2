[3, 1, 2].sort(function compare(a, b) {
  throw new Error(`comparing ${a} and ${b}`.slice(0, 9));
});
