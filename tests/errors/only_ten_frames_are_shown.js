function descend(n) {
  if (n === 0) throw new Error('deep');
  descend(n - 1);
}
descend(20);
