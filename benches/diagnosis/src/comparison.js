// Three heap snapshots: between the first two nothing changes, between the others what is planted. `gc()` moves what lives.
const v8 = require('v8');
class Planted { constructor(i) { this.number = i; this.half = i + 0.5; } }
class Gone { constructor(i) { this.number = i; } }
class Kept { constructor(i) { this.map = new Map([[i, { i }]]); this.closure = () => i; } }
const state = { kept: [], gone: [], planted: null };
const fill = (list, count, make) => { for (let i = 0; i < count; i++) list.push(make(i)); return list; };
function churn() { let last; for (let i = 0; i < 200000; i++) last = { i, last: [i] }; return last; }
const shake = () => { for (let i = 0; i < 3; i++) gc(); };
fill(state.kept, 2000, (i) => new Kept(i));
fill(state.gone, 50, (i) => new Gone(i));
churn();
for (const name of ['first', 'second', 'third']) {
  if (name === 'third') {
    state.gone.length = 0;
    state.planted = fill([], 100, (i) => new Planted(i));
    churn();
  }
  shake();
  v8.writeHeapSnapshot(`${process.argv[2]}.${name}`);
}
console.log('{}');
