function outer() { console.trace('msg %d', 5, { a: 1 }); } // expect stderr: Trace: msg 5 { a: 1 }
outer(); // expect stderr: at outer (
class A { constructor() { console.trace('made'); } }
new A(); // expect stderr: at new A (
console.group();
// expect stderr:   Trace: two
// expect stderr:   lines
console.trace('two\nlines');
console.groupEnd();
console.log('done'); // expect: done
