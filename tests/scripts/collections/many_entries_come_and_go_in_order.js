// configurations: default tiny
const map = new Map();
for (let round = 0; round < 5000; round++) {
  map.set('key' + round, { round });
  if (round >= 100) map.delete('key' + (round - 100));
}
console.log(map.size, map.keys().next().value, [...map.values()].at(-1).round); // expect: 100 key4900 4999
const objects = Array.from({ length: 3000 }, (_, index) => ({ index }));
const byObject = new Map(objects.map((object) => [object, object.index]));
console.log(objects.every((object) => byObject.get(object) === object.index)); // expect: true
