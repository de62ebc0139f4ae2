throw {
  toString() {
    throw new Error('no string');
  },
  valueOf() {
    throw new Error('no value');
  },
};
