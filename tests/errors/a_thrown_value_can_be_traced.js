// flags: --trace-uncaught
function inner() {
  throw 'traced';
}
function outer() {
  inner();
}
outer();
