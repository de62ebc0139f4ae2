const buffer = new ArrayBuffer(8);
const bytes = new Uint8Array(buffer);
const words = new Uint16Array(buffer, 2, 2);
words[0] = 0x0201;
console.log(bytes.join(), words.byteOffset, words.length); // expect: 0,0,1,2,0,0,0,0 2 2
bytes.set([255, 254], 4);
console.log(words[1].toString(16), new DataView(buffer).getUint16(4)); // expect: feff 65534
bytes.subarray(2, 4).fill(9);
console.log(buffer.slice(2, 4).byteLength, new Uint8Array(buffer.slice(2, 4)).join()); // expect: 2 9,9
console.log(bytes[100], '100' in bytes, bytes['-0'], 1.5 in bytes); // expect: undefined false undefined false
bytes[100] = 1;
console.log(Object.keys(new Uint8Array(2)).join(), bytes.length); // expect: 0,1 8
