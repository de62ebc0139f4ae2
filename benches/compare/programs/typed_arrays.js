// Typed arrays: grey images, sums, an inverse transform, views of one buffer, and whole-array methods.
function blur(source, target, width, height) {
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const cross = source[at - width] + source[at + width] + source[at - 1] + source[at + 1];
      target[at] = (source[at] * 4 + cross) >> 3;
    }
  }
}
function crc(bytes) {
  const table = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    let value = i;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    table[i] = value;
  }
  let rest = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) rest = table[(rest ^ bytes[i]) & 255] ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}
function fourier(re, im) {
  const n = re.length;
  for (let size = n; size > 1; size >>= 1) {
    const half = size >> 1;
    for (let k = 0; k < half; k++) {
      const c = Math.cos((2 * Math.PI * k) / size);
      const s = Math.sin((2 * Math.PI * k) / size);
      for (let i = k; i < n; i += size) {
        const a = re[i] - re[i + half];
        const b = im[i] - im[i + half];
        re[i] += re[i + half];
        im[i] += im[i + half];
        re[i + half] = a * c - b * s;
        im[i + half] = a * s + b * c;
      }
    }
  }
}
const width = 320;
const height = 200;
let image = new Uint8Array(width * height);
let other = new Uint8Array(width * height);
for (let i = 0; i < image.length; i++) image[i] = (Math.imul(i, 2654435761) >>> 20) & 255;
for (let round = 0; round < 14; round++) {
  blur(image, other, width, height);
  [image, other] = [other, image];
}
let sum = 0;
for (let round = 0; round < 8; round++) sum = (sum + crc(image)) % 1000003;
const re = new Float64Array(16384);
const im = new Float64Array(16384);
for (let i = 0; i < re.length; i++) re[i] = (i * 37) % 101;
fourier(re, im);
sum += Math.round(Math.abs(re[77]) + Math.abs(im[77]));
const buffer = new ArrayBuffer(1 << 16);
const words = new Int16Array(buffer);
const floats = new Float32Array(buffer, 1024, 2048);
const view = new DataView(buffer);
for (let round = 0; round < 20; round++) {
  for (let i = 0; i < words.length; i++) words[i] = i * round;
  for (let i = 0; i < floats.length; i++) floats[i] = i / 4;
  for (let at = 0; at < 1 << 16; at += 8) sum = (sum + view.getUint16(at, true) * 3 + view.getInt8(at + 5)) % 1000003;
  sum = (sum + words.subarray(512, 9000).reduce((total, value) => (total + value) | 0, 0)) % 1000003;
  sum = (sum + floats.map((value) => value * 2).filter((value) => value > 100).length + words.slice().sort()[777]) % 1000003;
}
print(sum);
