globalThis.g = 1; const read = () => g, type = () => typeof g, write = v => { g = v; }; const get = f => { try { return f(); } catch (e) { return e.name; } };
console.log(read(), read(), type()); delete globalThis.g; console.log(get(read), type()); globalThis.g = 2; console.log(read(), type()); write(3); console.log(globalThis.g);
// expect: 1 1 number
// expect: ReferenceError undefined
// expect: 2 number
// expect: 3
Object.defineProperty(globalThis, 'g', { get: () => 'getter', set(v) { globalThis.seen = v; }, configurable: true }); console.log(read()); write(4); console.log(globalThis.seen, read()); delete globalThis.g; write(5); console.log(read(), Object.keys(globalThis).includes('g'));
// expect: getter
// expect: 4 getter
// expect: 5 true
Object.defineProperty(globalThis, 'g', { value: 6, writable: false, configurable: true }); write(7); console.log(read()); (() => { 'use strict'; try { g = 8; } catch (e) { console.log(e.name); } })(); delete globalThis.g; (() => { 'use strict'; try { g = 8; } catch (e) { console.log(e.message); } })();
// expect: 6
// expect: TypeError
// expect: g is not defined
for (let i = 0; i < 100; i++) globalThis['many' + i] = i; globalThis.g = 9; console.log(read()); for (let i = 0; i < 100; i++) delete globalThis['many' + i]; console.log(read()); Object.prototype.inheritedGlobal = 'via prototype'; console.log(inheritedGlobal); delete Object.prototype.inheritedGlobal; console.log(typeof inheritedGlobal);
// expect: 9
// expect: 9
// expect: via prototype
// expect: undefined
(0, eval)('let lexical = 1; const constant = 2; function declared() { return 3; } var variable = 4;'); console.log(typeof lexical, typeof declared, variable, delete globalThis.variable, typeof variable); (0, eval)('var fromEval = 1'); console.log(delete globalThis.fromEval, typeof fromEval); const saved = globalThis.parseInt; globalThis.parseInt = () => 'mine'; console.log(parseInt('5')); globalThis.parseInt = saved; console.log(parseInt('5'));
// expect: undefined function 4 true undefined
// expect: true undefined
// expect: mine
// expect: 5
undefined = 1; NaN = 2; Infinity = 3; console.log(undefined, NaN, Infinity); (() => { 'use strict'; try { undefined = 1; } catch (e) { console.log(e.message); } })(); var Array2 = Array; { let Array = 'shadow'; console.log(Array, Array2 === globalThis.Array); }
// expect: undefined NaN Infinity
// expect: Cannot assign to read only property 'undefined' of object '#<Object>'
// expect: shadow true
