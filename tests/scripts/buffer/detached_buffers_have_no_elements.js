const array = new Uint8Array([1, 2, 3]);
const moved = array.buffer.transfer(5);
console.log(array.length, array[0], array.byteOffset, moved.byteLength, array.buffer.detached); // expect: 0 undefined 0 5 true
console.log(new Uint8Array(moved).join()); // expect: 1,2,3,0,0
array.fill(1); // expect TypeError: Cannot perform %TypedArray%.prototype.fill on a detached ArrayBuffer
