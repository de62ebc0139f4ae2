const buffer = new ArrayBuffer(4, { maxByteLength: 8 });
const all = new Uint8Array(buffer);
const part = new Uint8Array(buffer, 2, 2);
buffer.resize(8);
console.log(all.length, part.length, buffer.resizable, buffer.maxByteLength); // expect: 8 2 true 8
buffer.resize(3);
console.log(all.length, part.length, part.byteOffset); // expect: 3 0 0
buffer.resize(9); // expect RangeError: ArrayBuffer.prototype.resize: Invalid length parameter
