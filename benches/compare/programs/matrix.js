// Multiplication of matrices kept as arrays of arrays.
function make(size, seed) {
  const rows = [];
  for (let i = 0; i < size; i++) {
    const row = [];
    for (let j = 0; j < size; j++) row.push(((i * 31 + j * 17 + seed) % 19) / 8);
    rows.push(row);
  }
  return rows;
}
function multiply(a, b, size) {
  const result = [];
  for (let i = 0; i < size; i++) {
    const row = a[i];
    const out = new Array(size);
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += row[k] * b[k][j];
      out[j] = sum;
    }
    result.push(out);
  }
  return result;
}
const size = 200;
let product = make(size, 1);
for (let i = 0; i < 2; i++) product = multiply(product, make(size, i), size);
print(product[17][42].toFixed(3) + ' ' + product[199][0].toFixed(3));
