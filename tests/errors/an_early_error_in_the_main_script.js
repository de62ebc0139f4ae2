let twice = 1;
function f() {
  return twice;
}
let twice = 2;
