function read(view, index) {
    return view[index];
}
function write(view, index, value) {
    view[index] = value;
    return view[index];
}
const views = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array];
for (const View of views) {
    const view = new View(3);
    console.log(View.name, write(view, 1, 300.7), write(view, 2, -1), write(view, 3, 5), read(view, -1), write(view, 0, '7'));
}
// expect: Int8Array 44 -1 undefined undefined 7
// expect: Uint8Array 44 255 undefined undefined 7
// expect: Uint8ClampedArray 255 0 undefined undefined 7
// expect: Int16Array 300 -1 undefined undefined 7
// expect: Uint16Array 300 65535 undefined undefined 7
// expect: Int32Array 300 -1 undefined undefined 7
// expect: Uint32Array 300 4294967295 undefined undefined 7
// expect: Float32Array 300.70001220703125 -1 undefined undefined 7
console.log(write(new Float64Array(1), 0, -0), write(new Float64Array(1), 0, NaN), write(new Int32Array(1), 0, 2 ** 32 + 5)); // expect: -0 NaN 5
console.log(write(new BigInt64Array(1), 0, -5n), write(new BigUint64Array(1), 0, -1n)); // expect: -5n 18446744073709551615n
try {
    write(new BigInt64Array(1), 0, 5);
} catch (error) {
    console.log(error.name); // expect: TypeError
}

const buffer = new ArrayBuffer(8, { maxByteLength: 100000 });
const fixed = new Uint8Array(buffer, 4, 4);
const tracking = new Uint8Array(buffer, 4);
write(fixed, 3, 9);
console.log(read(fixed, 3), read(tracking, 3), read(tracking, 4)); // expect: 9 9 undefined
buffer.resize(100000);
console.log(read(fixed, 3), write(tracking, 5000, 1), write(fixed, 0, 8), tracking[0]); // expect: 9 1 8 8
buffer.resize(6);
console.log(read(fixed, 0), fixed.length, read(tracking, 0), write(fixed, 1, 1), tracking.length); // expect: undefined 0 8 undefined 2
buffer.resize(8);
console.log(read(fixed, 0), read(fixed, 3)); // expect: 8 0

const moved = new Uint8Array([1, 2, 3]);
console.log(read(moved, 1)); // expect: 2
const other = new Uint8Array(moved.buffer.transfer(2));
console.log(read(moved, 1), write(moved, 0, 4), read(other, 1), other.length); // expect: undefined undefined 2 2
const frozen = Object.preventExtensions(new Uint8Array(1));
console.log(write(frozen, 0, 3), write(frozen, 1, 3)); // expect: 3 undefined
