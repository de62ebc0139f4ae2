// flags: --trace-warnings
function warns() {
  process.emitWarning('traced', 'TracedWarning');
}
warns();
