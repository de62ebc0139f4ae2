class Holder {
  plain = 1;
  broken = compute();
}
function compute() {
  throw new Error('in a field');
}
new Holder();
