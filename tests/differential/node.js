// Runs the programs of a file in node, each in a realm of its own, and writes what each prints as a line of JSON.
'use strict';
const fs = require('fs');
const vm = require('vm');
const [, , from, to] = process.argv;
const { prelude, programs } = JSON.parse(fs.readFileSync(from, 'utf8'));
const first = new vm.Script(prelude, { filename: 'prelude.js' });
process.on('unhandledRejection', () => {});

(async () => {
  const file = fs.openSync(to, 'w');
  for (const program of programs) {
    const lines = [];
    const realm = vm.createContext({ print: line => { lines.push(String(line)); } });
    vm.runInContext('delete globalThis.console; delete globalThis.Intl; delete globalThis.WebAssembly;', realm);
    first.runInContext(realm, { timeout: 20000 });
    try {
      vm.runInContext(program, realm, { timeout: 20000, filename: 'program.js' });
    } catch (error) {
      const name = error && error.constructor && error.constructor.name;
      lines.push('ends with ' + (error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? 'timeout' : name));
    }
    // Whatever waits goes on before the next one starts.
    await new Promise(done => setImmediate(done));
    fs.writeSync(file, JSON.stringify(lines) + '\n');
  }
})();
