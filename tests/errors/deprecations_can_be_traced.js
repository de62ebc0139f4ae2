// flags: --trace-deprecation
function deprecated() {
  process.emitWarning('do not', 'DeprecationWarning', 'DEP_Y');
}
deprecated();
