const run = text => { try { return String((0, eval)(text)); } catch (error) { return `${error.name}: ${error.message}`; } };
console.log(run('var a1 = 1; this.a1')); console.log(run('function f1() { return 2; } globalThis.f1()'));
// expect: 1
// expect: 2
console.log(run('globalThis.c1 = 3; c1')); console.log(run('typeof c1 + delete globalThis.c1 + typeof c1'));
// expect: 3
// expect: numbertrueundefined
console.log(run('d1 = 4; Object.getOwnPropertyDescriptor(globalThis, "d1").configurable')); // expect: true
console.log(run('"use strict"; var e1 = 5; typeof globalThis.e1')); console.log(run('let g1 = 6; typeof globalThis.g1')); console.log(run('typeof g1'));
// expect: undefined
// expect: undefined
// expect: undefined
console.log(run('this === globalThis')); console.log(run('(function () { return this === globalThis; })()')); console.log(run('var undefined;')); console.log(run('function NaN() {}').split(':')[0]);
// expect: true
// expect: true
// expect: undefined
// expect: TypeError
console.log(run('var h1; var h1 = 1; var h1; h1')); console.log(run('x1')); console.log(run('"use strict"; x1 = 1')); console.log(run('typeof x1'));
// expect: 1
// expect: ReferenceError: x1 is not defined
// expect: ReferenceError: x1 is not defined
// expect: undefined
console.log(run('if (false) { var i1 = 1; } typeof i1 + ("i1" in globalThis)')); console.log(run('for (var j1 = 0; j1 < 2; j1++); j1'));
// expect: undefinedtrue
// expect: 2
console.log(run('try { throw 1 } catch (k1) { var k1 = 2 } typeof k1')); console.log(run('var l1 = l1; l1'));
// expect: undefined
// expect: undefined
