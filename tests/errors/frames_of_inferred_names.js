const api = {};
api.run = function () {
  exports.start();
};
exports.start = () => {
  module.exports.stop();
};
module.exports.stop = function () {
  throw new Error('inferred');
};
api.run();
