// Elements of plain and of typed arrays.
function plain(limit) {
  const composite = [];
  for (let i = 0; i <= limit; i++) composite[i] = false;
  let count = 0;
  for (let i = 2; i <= limit; i++) {
    if (composite[i]) continue;
    count++;
    for (let j = i * i; j <= limit; j += i) composite[j] = true;
  }
  return count;
}
function typed(limit) {
  const composite = new Uint8Array(limit + 1);
  let count = 0;
  for (let i = 2; i <= limit; i++) {
    if (composite[i] === 1) continue;
    count++;
    for (let j = i * i; j <= limit; j += i) composite[j] = 1;
  }
  return count;
}
let total = 0;
for (let i = 0; i < 4; i++) total += plain(500000) + typed(700000);
print(total);
