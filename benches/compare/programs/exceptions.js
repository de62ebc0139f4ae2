// try, catch and finally, thrown and not thrown.
class Odd extends Error {
  constructor(value) {
    super('odd ' + value);
    this.value = value;
  }
}
function check(n) {
  if (n % 10 === 1) throw new Odd(n);
  if (n % 100 === 2) throw n;
  return n;
}
function guarded(n) {
  let cleaned = 0;
  try {
    return check(n);
  } catch (error) {
    if (error instanceof Odd) return error.value * 2;
    return -error;
  } finally {
    cleaned++;
    total = (total + cleaned) % 1000003;
  }
}
let total = 0;
for (let i = 0; i < 800000; i++) total = (total + guarded(i)) % 1000003;
print(total);
