// JSON there and back.
const records = [];
for (let i = 0; i < 2000; i++) {
  records.push({
    id: i,
    name: 'record "' + i + '"\n',
    values: [i / 3, -i, i % 2 === 0, null],
    nested: { tags: ['a', 'b' + (i % 10)], level: { deep: i * 1e10 } },
  });
}
let length = 0;
let sum = 0;
for (let round = 0; round < 25; round++) {
  const text = JSON.stringify(records);
  const back = JSON.parse(text);
  length += text.length;
  for (const record of back) sum = (sum + record.nested.level.deep + record.values[1]) % 1000003;
}
length += JSON.stringify(records.slice(0, 100), (key, value) => (key === 'id' ? undefined : value), 2).length;
print(length + ' ' + sum);
