exports.a = 1;
module.exports['b'] = 2;
Object.defineProperty(exports, 'c', { enumerable: true, value: function () {} });
