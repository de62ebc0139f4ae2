const o = {
  [Symbol.toPrimitive](hint) {
    throw new TypeError('hint ' + hint);
  },
};
function add() {
  return 1 + o;
}
add();
