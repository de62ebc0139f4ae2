// Objects with thousands of properties, and symbols.
class Planted {}
const planted = 200;
globalThis.table = {};
for (let i = 0; i < planted; i++) {
  const row = (table[`row${i}`] = new Planted());
  for (let k = 0; k < 1000; k++) row[`column${k}_${i % 7}`] = k;
  row[Symbol(`mark ${i}`)] = i;
}
