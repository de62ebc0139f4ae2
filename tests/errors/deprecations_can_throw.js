// flags: --throw-deprecation
process.emitWarning('fatal', 'DeprecationWarning', 'DEP_X');
