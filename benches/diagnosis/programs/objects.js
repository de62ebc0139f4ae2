// Two million objects.
class Planted {
  constructor(i) {
    this.i = i;
    this.next = undefined;
  }
}
const planted = 10;
globalThis.kept = [];
for (let i = 0; i < planted; i++) kept.push(new Planted(i));
globalThis.many = [];
for (let i = 0; i < 2_000_000; i++) many.push({ i, text: 'one of many' });
