exports.start = function start(options) {
  return options.deep.value;
};
