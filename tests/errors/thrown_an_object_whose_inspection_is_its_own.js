throw {
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return 'INSPECTED';
  },
};
