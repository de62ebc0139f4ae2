// Short-lived objects in lists of a hundred.
function allocation(n) {
  let list = null;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    list = { x: i, y: i + 1, next: list };
    if (i % 100 === 99) {
      for (let o = list; o !== null; o = o.next) sum = (sum + o.x) & 0xffffff;
      list = null;
    }
  }
  return sum;
}
print(allocation(3000000));
