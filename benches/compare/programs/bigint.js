// BigInt: digits of pi and of e, modular powers, Fibonacci numbers, and 64-bit arithmetic.
function pi(digits) {
  let text = '';
  let [q, r, t, k, n, l] = [1n, 0n, 1n, 1n, 3n, 3n];
  while (text.length < digits) {
    if (q * 4n + r - t < n * t) {
      text += n;
      const next = (r - n * t) * 10n;
      n = ((q * 3n + r) * 10n) / t - n * 10n;
      q *= 10n;
      r = next;
    } else {
      const next = (q * 2n + r) * l;
      n = (q * (k * 7n) + 2n + r * l) / (t * l);
      q *= k;
      t *= l;
      l += 2n;
      k += 1n;
      r = next;
    }
  }
  return text;
}
function power(base, exponent, modulus) {
  let result = 1n;
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}
function fibonacci(n) {
  let [a, b] = [0n, 1n];
  for (let i = 0; i < n; i++) [a, b] = [b, a + b];
  return a;
}
function shuffle(n) {
  let state = 88172645463325252n;
  let sum = 0n;
  for (let i = 0; i < n; i++) {
    state ^= BigInt.asUintN(64, state << 13n);
    state ^= state >> 7n;
    state ^= BigInt.asUintN(64, state << 17n);
    sum = BigInt.asIntN(64, sum + state);
  }
  return sum;
}
function small(n) {
  let sum = 0n;
  for (let i = 0n; i < n; i++) sum = (sum * 31n + i) % 1000003n;
  return sum;
}
function hash(text) {
  let value = 17;
  for (let i = 0; i < text.length; i++) value = (Math.imul(value, 31) + text.charCodeAt(i)) | 0;
  return value;
}
const prime = (1n << 521n) - 1n;
const parts = [hash(pi(900)), power(3n, prime - 2n, prime) % 1000003n, hash(fibonacci(20000).toString())];
parts.push(shuffle(60000), small(250000n), hash((7n ** 4000n).toString(16)), BigInt('9'.repeat(4000)) % 1000003n);
print(parts.join(' '));
