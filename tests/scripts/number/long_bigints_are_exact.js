// configurations: default tiny
// Numbers so long that products, quotients and digits are computed in parts: what is known of them otherwise must hold.
let state = 1n;
function random(bits) {
  let text = '0x1';
  for (let length = 4; length < bits; length += 32) {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    text += (state >> 32n).toString(16).padStart(8, '0');
  }
  return BigInt(text);
}
const primes = [1000003n, 4294967291n, 18446744073709551557n];
const is = (wanted, found, what) => { if (wanted !== found) console.log('wrong', what); };

// Products, by their remainders; also where all bits are set, and squares.
const sizes = [[140000, 140000], [140000, 9000], [300000, 150000], [150000, 700000], [64, 300000], [262144, 262144], [131072, 131136]];
for (const [left, right] of sizes) {
  const full = (bits) => (1n << BigInt(bits)) - 1n;
  for (const [a, b] of [[random(left), random(right)], [full(left), full(right)], [full(left), -random(right)], [-full(left), -full(left)]]) {
    const product = a * b;
    for (const prime of primes) is((a % prime) * (b % prime) % prime, product % prime, `product of ${left} and ${right} bits`);
    is(a, product / b, `quotient of ${left} and ${right} bits`);
    is(0n, product % a, `remainder of ${left} and ${right} bits`);
  }
  is((1n << BigInt(left + right)) - (1n << BigInt(left)) - (1n << BigInt(right)) + 1n, full(left) * full(right), 'all bits set');
}

// Quotients: dividend = quotient · divisor + remainder, and the remainder has the sign of the dividend.
for (const [long, short] of [[300000, 150000], [600000, 140000], [600000, 590000], [900000, 300], [500000, 131073], [280000, 139999]]) {
  for (const [a, b] of [[random(long), random(short)], [-random(long), random(short)], [(1n << BigInt(long)) - 1n, (1n << BigInt(short)) - 1n], [1n << BigInt(long), -(1n << BigInt(short)) + 1n]]) {
    const quotient = a / b;
    const remainder = a % b;
    is(a, quotient * b + remainder, `dividend of ${long} by ${short} bits`);
    is(true, (remainder < 0n ? -remainder : remainder) < (b < 0n ? -b : b), 'the remainder is small');
    is(true, remainder === 0n || (remainder < 0n) === (a < 0n), 'the remainder has the sign of the dividend');
  }
}

// Digits there and back.
for (const radix of [10, 3, 7, 36, 16, 32, 2]) {
  const value = random(90000) * random(30000);
  const text = value.toString(radix);
  let back = 0n;
  const group = Math.floor(30 / Math.log2(radix));
  const scale = BigInt(radix) ** BigInt(group);
  let at = text.length % group;
  if (at > 0) back = BigInt(parseInt(text.slice(0, at), radix));
  const rest = back;
  let remainder = primes.map((prime) => rest % prime);
  for (; at < text.length; at += group) {
    const digits = BigInt(parseInt(text.slice(at, at + group), radix));
    remainder = remainder.map((value, index) => (value * scale + digits) % primes[index]);
  }
  primes.forEach((prime, index) => is(value % prime, remainder[index], `digits in radix ${radix}`));
}
const value = -random(200000);
is(value, BigInt(String(value).slice(1)) * -1n, 'decimal digits there and back');
for (const zeros of [4095, 4096, 4097, 8192, 40000]) {
  const text = '1' + '0'.repeat(zeros);
  const power = BigInt(text);
  is(power, 10n ** BigInt(zeros), 'a power of ten');
  is(text, power.toString(), 'the digits of a power of ten');
  is('9'.repeat(zeros), (power - 1n).toString(), 'nines');
  is(text.slice(0, -1) + '7', String(BigInt(text.slice(0, -1) + '7')), 'zeros within');
  is(power, BigInt('000' + '0'.repeat(5000) + text), 'zeros before');
}

// Powers, and short results.
is((12n ** 5000n) ** 3n, 12n ** 15000n, 'powers');
is(-(7n ** 30001n), (-7n) ** 30001n, 'a negative base');
is(-1n, ((1n << 64n) - 1n) - (1n << 64n), 'short and long');
is('340282366920938463426481119284349108225', String(((1n << 64n) - 1n) * ((1n << 64n) - 1n)), 'two limbs');
is('-85070591730234615865843651857942052864', String((-(2n ** 63n)) * (2n ** 63n - 0n) / 1n), 'two limbs, negative');
for (const [a, b] of [[-7n, 2n], [7n, -2n], [-7n, -2n], [0n, 5n], [-8n, 2n]]) console.log(a / b, a % b, a >> 1n, a << 3n, a & b, a | b, a ^ b, a >> -b, a << -b);
// expect: -3n -1n -4n -56n 0n -5n -5n -28n -2n
// expect: -3n 1n 3n 56n 6n -1n -7n 1n 28n
// expect: 3n -1n -4n -56n -8n -1n 7n -2n -28n
// expect: 0n 0n 0n 0n 0n 5n 5n 0n 0n
// expect: -4n 0n -4n -64n 0n -6n -6n -32n -2n
console.log(-1n >> 1000n, 1n >> 64n, -5n >> 64n, 5n << 63n, 5n << 64n, 2n ** 126n, 2n ** 127n, (-2n) ** 127n, 0n ** 0n);
// expect: -1n 0n -1n 46116860184273879040n 92233720368547758080n 85070591730234615865843651857942052864n 170141183460469231731687303715884105728n -170141183460469231731687303715884105728n 1n
console.log(BigInt.asUintN(64, -1n), BigInt.asIntN(64, 2n ** 63n), BigInt.asIntN(64, 2n ** 64n), BigInt.asUintN(64, 2n ** 70n + 3n), BigInt.asIntN(64, -(2n ** 63n) - 1n));
// expect: 18446744073709551615n -9223372036854775808n 0n 3n 9223372036854775807n
console.log('done'); // expect: done

// Integers of a few limbs, with limbs of all ones and all zeros, against sums and products of their halves.
const limbs = [0n, 1n, (1n << 64n) - 1n, 1n << 63n, 0x123456789abcdef0n];
const some = [];
for (const a of limbs) for (const b of limbs) for (const c of limbs) some.push((a << 128n) | (b << 64n) | c);
let bad = 0;
for (const a of some) {
  for (const b of some.filter((_, index) => index % 7 === 0)) {
    const [ah, al, bh, bl] = [a >> 32n, a & 0xffffffffn, b >> 32n, b & 0xffffffffn];
    if (a * b !== (((ah * bh) << 32n) + ah * bl + al * bh << 32n) + al * bl) bad++;
    if (a + b !== (ah + bh << 32n) + (al + bl) || a - b !== (ah - bh << 32n) + (al - bl) || -a - b !== -(a + b)) bad++;
    if ((a < b) !== (a - b < 0n) || (-a < -b) !== (b < a) || (a > -b) !== (a + b > 0n) || (a - b === 0n) !== (a === b)) bad++;
    if (b !== 0n && ((-a * b) / b !== -a || (a * b + b - 1n) / b !== a + (b > 0n && b - 1n >= b ? 1n : 0n))) bad++;
  }
}
console.log(bad); // expect: 0
