// Properties, methods, names and element keys at sites that see more shapes than any cache of a site holds.
const makers = [];
for (let i = 0; i < 40; i++) {
  makers.push((value) => {
    const object = {};
    for (let j = 0; j < i % 8; j++) object['p' + i + '_' + j] = j;
    object.value = value;
    object['q' + i] = i;
    object.next = null;
    return object;
  });
}
const classes = makers.map((make, i) => {
  class Node {
    constructor(value) {
      Object.assign(this, make(value));
    }
    weight() {
      return this.value + i;
    }
  }
  return Node;
});
const objects = [];
for (let i = 0; i < 2000; i++) objects.push(i & 1 ? makers[i % 40](i) : new classes[i % 40](i));
function read(rounds) {
  let sum = 0;
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < objects.length; i++) {
      const object = objects[i];
      sum = (sum + object.value) & 0xfffffff;
      object.next = sum & 255;
      if ('weight' in object) sum += object.weight();
      if (object.missing !== undefined) sum++;
    }
  }
  return sum;
}
function keyed(rounds) {
  const names = Array.from({ length: 64 }, (_, i) => 'key' + i);
  const table = {};
  for (const name of names) table[name] = 0;
  for (let i = 0; i < rounds; i++) {
    const name = names[(i * 13) & 63];
    table[name] = (table[name] + i) & 0xffff;
  }
  let sum = 0;
  for (const name in table) sum = (sum * 3 + table[name]) & 0xfffffff;
  return sum;
}
print(read(400) + keyed(1500000));
