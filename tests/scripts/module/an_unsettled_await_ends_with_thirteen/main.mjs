// expect exit: 13
// expect stderr: Warning: Detected unsettled top-level await at file:///
// expect stderr: await new Promise(() => {});
process.on('exit', (code) => console.log(code, process.exitCode)); // expect: 0 13
await new Promise(() => {});
