console.countReset('none'); // expect stderr: Warning: Count for 'none' does not exist
console.count(null); // expect: null: 1
console.countReset(null); // expect stderr: Warning: Count for 'null' does not exist
console.count(null); // expect: null: 2
console.time('t');
console.time('t'); // expect stderr: Warning: Label 't' already exists for console.time()
console.timeEnd('none'); // expect stderr: Warning: No such label 'none' for console.timeEnd()
console.timeLog(); // expect stderr: Warning: No such label 'default' for console.timeLog()
for (const method of ['count', 'countReset', 'time', 'timeEnd', 'timeLog']) {
  try { console[method](Symbol('s')); } catch (error) { console.log(method, error.message); }
// expect: count Cannot convert a Symbol value to a string
// expect: countReset Cannot convert a Symbol value to a string
// expect: time Cannot convert a Symbol value to a string
// expect: timeEnd Cannot convert a Symbol value to a string
// expect: timeLog Cannot convert a Symbol value to a string
}
console.count('__proto__'); // expect: __proto__: 1
console.count('__proto__'); // expect: __proto__: 2
console.count('%s'); // expect: %s: 1
