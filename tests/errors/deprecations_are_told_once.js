const util = require('util');
const old = util.deprecate(function old() {
  return 1;
}, 'old() is deprecated', 'DEP_OLD');
old();
old();
const another = util.deprecate(() => 2, 'another() is deprecated', 'DEP_OLD');
another();
process.emitWarning('a deprecation', 'DeprecationWarning', 'DEP_X');
