// Maps and sets with number, string and object keys.
function run(n) {
  const byNumber = new Map();
  const byText = new Map();
  const seen = new Set();
  const objects = [];
  for (let i = 0; i < n; i++) {
    const key = Math.imul(i, 2654435761) >>> 12;
    byNumber.set(key, (byNumber.get(key) || 0) + 1);
    byText.set('k' + (i % 5000), i);
    const object = { i };
    objects.push(object);
    if (i % 3 === 0) seen.add(object);
  }
  let sum = 0;
  for (const [key, count] of byNumber) sum = (sum + key * count) % 1000003;
  for (const value of byText.values()) sum = (sum + value) % 1000003;
  for (const object of objects) if (seen.has(object)) sum++;
  for (let i = 0; i < n; i += 2) byNumber.delete(Math.imul(i, 2654435761) >>> 12);
  return sum + byNumber.size;
}
print(run(100000));
