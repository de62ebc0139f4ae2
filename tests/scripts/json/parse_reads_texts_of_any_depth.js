// configurations: default tiny
// Depth costs memory, not stack.
for (const [open, close] of [['[', ']'], ['{"a":', '}'], ['[{"b":[', ']}]'], ['[0,{"a":1,"c":', ',"d":2}]']]) {
  const depth = 100000;
  let value = JSON.parse(open.repeat(depth) + '1' + close.repeat(depth));
  let count = 0;
  while (typeof value === 'object') {
    value = Array.isArray(value) ? value[value.length - 1] : value.c ?? value.a ?? value.b;
    count++;
  }
  console.log(count, value); // expect: 100000 1
}
// expect: 100000 1
// expect: 300000 1
// expect: 200000 1
