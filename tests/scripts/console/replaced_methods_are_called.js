const written = [];
const { write } = process.stdout;
process.stdout.write = (text) => { written.push(text); return true; };
console.log('captured', { a: 1 });
console.group('g');
console.info('x\ny');
console.groupEnd();
console.count();
process.stdout.write = write;
console.log(JSON.stringify(written)); // expect: ["captured { a: 1 }\n","g\n","  x\n  y\n","default: 1\n"]
const said = [];
const { log, warn, error } = console;
console.log = (...values) => said.push(['log', ...values]);
console.warn = (...values) => said.push(['warn', ...values]);
console.error = (text) => said.push(['error', text.split('\n')[0]]);
console.count('q');
console.group('g');
console.table(5);
console.assert(false, 'no', 1);
console.trace('t');
console.info('not replaced'); // expect:   not replaced
console.groupEnd();
Object.assign(console, { log, warn, error });
console.log(JSON.stringify(said));
// expect: [["log","q: 1"],["log","g"],["log",5],["warn","Assertion failed: no",1],["error","Trace: t"]]
