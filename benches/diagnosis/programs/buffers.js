// Bytes beside the heap: 60 MB.
class Planted {
  constructor(i) {
    this.bytes = new Uint8Array(2000);
    this.bytes[0] = i;
  }
}
const planted = 30_000;
globalThis.buffers = [];
for (let i = 0; i < planted; i++) buffers.push(new Planted(i));
