// flags: --expose-gc
const { collections } = require('tenure');
// The kind of the collection that a call asked for; what stress asks for has another reason.
function kindOf(...request) {
  const before = collections().at(-1)?.number ?? 0;
  const result = gc(...request);
  const asked = collections().filter(({ number, reason }) => number > before && reason === 'testing');
  return `${asked.map(({ kind }) => kind)} ${result}`;
}
console.log(kindOf()); // expect: mark-sweep undefined
console.log(kindOf(undefined), kindOf(null), kindOf(false)); // expect: mark-sweep undefined mark-sweep undefined mark-sweep undefined
console.log(kindOf(true), kindOf('minor'), kindOf(1)); // expect: scavenge undefined scavenge undefined scavenge undefined
console.log(kindOf({ type: 'minor' })); // expect: scavenge undefined
console.log(kindOf({ type: 'minor', execution: 'sync' })); // expect: scavenge undefined
console.log(kindOf({ type: 'major' })); // expect: mark-sweep undefined
try {
  gc({ get type() { throw 'a getter of the script'; } });
} catch (error) {
  console.log(error); // expect: a getter of the script
}
const { value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, 'gc');
console.log(value.name, value.length, writable, enumerable, configurable); // expect: gc 0 true true false
