// flags: --expose-gc
// The cache of `object.added = …` remembers the shape that comes next; a collection in between may find nobody using it.
function make(n) { const object = { first: n }; object.added = n + 1; return object; }
for (let i = 0; i < 10; i++) make(i);
for (let turn = 0; turn < 3; turn++) {
  setTimeout(() => {
    gc();
    gc();
    const object = make(turn);
    console.log(Object.keys(object).join(), object.first, object.added, object.missing);
    // expect: first,added 0 1 undefined
    // expect: first,added 1 2 undefined
    // expect: first,added 2 3 undefined
  }, turn);
}
