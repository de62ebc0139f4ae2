// Ten thousand frames, each with live objects, that allocate all the time.
function down(depth, object) {
  const mine = { depth, object, list: [depth] };
  if (depth === 0) {
    let last = null;
    for (let i = 0; i < 400000; i++) last = { i, last: { i } };
    return last.i;
  }
  return down(depth - 1, mine) + mine.list.length;
}
for (let i = 0; i < 4; i++) down(7500, null);
