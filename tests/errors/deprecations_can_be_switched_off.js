// flags: --no-deprecation
process.emitWarning('not told', 'DeprecationWarning', 'DEP_X');
process.emitWarning('told', 'OtherWarning');
