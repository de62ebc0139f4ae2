// Unit: an object. Lists of a hundred, so nearly everything is dead when the collector comes.
function allocation(n) {
  let list = null;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    list = { x: i, y: i + 1, next: list };
    if (i % 100 === 99) {
      sum = sum + list.x;
      list = null;
    }
  }
  return sum;
}
console.log(allocation(SIZE));
