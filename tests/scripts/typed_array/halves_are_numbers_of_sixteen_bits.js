const halves = new Float16Array([1.1, 65504, 65520, -0, 5.9604644775390625e-8, NaN, 2.9802322387695312e-8]);
console.log([...halves].join()); // expect: 1.099609375,65504,Infinity,0,5.960464477539063e-8,NaN,0
console.log(Object.is(halves[3], -0), Float16Array.BYTES_PER_ELEMENT, halves.byteLength); // expect: true 2 14
console.log(Math.f16round(1.337), Math.f16round(2049), Math.f16round(2051)); // expect: 1.3369140625 2048 2052
console.log(Math.f16round.length, Object.is(Math.f16round(-1e-9), -0), Math.f16round("7.7")); // expect: 1 true 7.69921875

const view = new DataView(new ArrayBuffer(4));
view.setFloat16(0, 1.5);
view.setFloat16(2, -2, true);
console.log(view.getUint16(0).toString(16), view.getUint8(3).toString(16)); // expect: 3e00 c0
console.log(view.getFloat16(0), view.getFloat16(2, true), view.getFloat16(2)); // expect: 1.5 -2 0.000011444091796875

let sum = 0;
for (let round = 0; round < 3; round++) {
  for (let index = 0; index < 5; index++) {
    halves[index] = index / 3;
    sum += halves[index];
  }
}
console.log(sum); // expect: 9.998291015625
console.log(halves.subarray(1, 4)); // expect: Float16Array(3) [ 0.333251953125, 0.66650390625, 1 ]
try {
  Atomics.load(new Float16Array(1), 0);
} catch (error) {
  console.log(error.name); // expect: TypeError
}
console.log(halves.toSorted().at(-1), halves.with(0, 9.999)[0], Float16Array.from([3, 1, 2]).sort().join()); // expect: NaN 10 1,2,3
console.log(structuredClone(halves) instanceof Float16Array); // expect: true
console.log(require("util").types.isFloat16Array(halves), require("util").isDeepStrictEqual(halves, halves.slice())); // expect: true true
