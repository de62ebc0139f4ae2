// Linked lists, arrays of numbers, typed by the holes in them.
class Planted {
  #secret = 1;
  constructor(next) {
    this.next = next;
  }
  get secret() {
    return this.#secret;
  }
}
const planted = 300_000;
globalThis.list = null;
for (let i = 0; i < planted; i++) list = new Planted(list);
globalThis.numbers = Array.from({ length: 500_000 }, (_, i) => i / 3);
globalThis.holes = [];
for (let i = 0; i < 1000; i++) holes[i * 3] = [i];
