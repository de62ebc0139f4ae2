// flags: --no-warnings
process.on('warning', (warning) => console.log(warning.message));
process.emitWarning('not shown');
