var x = 'global';
function local() {
  var x = 'local';
  console.log(eval(...['x', 'y'])); // expect: local
  eval(...new Set(['x = 1']));
  return x;
}
console.log(local()); // expect: 1
console.log(x); // expect: global
{
  const eval = Math.max;
  console.log(eval(...[3, 4])); // expect: 4
}
