const object = {
  method() {
    throw new Error('method');
  },
};
const other = { alias: object.method };
other.alias();
