const set = new Set([1, 2, 3, 4]);
const seen = [];
for (const value of set) {
  seen.push(value);
  if (value === 2) {
    set.delete(1);
    set.delete(3);
    for (let added = 10; added < 40; added++) set.add(added);
  }
}
console.log(seen.length, seen.slice(0, 5).join()); // expect: 33 1,2,4,10,11
const map = new Map([['a', 1], ['b', 2]]);
const iterator = map.entries();
console.log(String(iterator.next().value)); // expect: a,1
map.clear();
map.set('c', 3);
console.log(String(iterator.next().value), iterator.next().done); // expect: c,3 true
map.set('d', 4);
console.log(iterator.next().done, Object.prototype.toString.call(iterator)); // expect: true [object Map Iterator]
const order = new Map([[1, 1], [2, 2]]);
order.set(1, 'again');
order.delete(2);
order.set(2, 'last');
order.forEach((value, key, self) => console.log(key, value, self === order));
// expect: 1 again true
// expect: 2 last true
