const object = { v: 1, w: 2, f: 3, list: 0, rest: 0 };
with (object) {
  var v = 'var';
  let w = 'let';
  function f() {}
  var [list, ...rest] = [4, 5, 6];
  console.log(v, w, typeof f); // expect: var let function
}
console.log(v, object.v, object.w, object.f, typeof f, object.list, object.rest.join(), list);
// expect: undefined var 2 3 function 4 5,6 undefined
for (var v of ['looped']) ;
with (object) for (v in { key: 1 }) ;
console.log(v, object.v); // expect: looped key
with (object) { v += '!'; w++; ({ list } = { list: 'taken' }); }
console.log(object.v, object.w, object.list); // expect: key! 3 taken
