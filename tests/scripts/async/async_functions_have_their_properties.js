async function f(a, b) {}
const AsyncFunction = Object.getPrototypeOf(f).constructor;
console.log(f, async () => {}, { async m() {} }.m, class { static async s() {} }.s);
console.log(Object.getOwnPropertyNames(f).join(), 'prototype' in f, Object.prototype.toString.call(f));
console.log(AsyncFunction.name, AsyncFunction.length, Object.getPrototypeOf(AsyncFunction) === Function, f() instanceof Promise);
try { new f(); } catch (e) { console.log(e.message); }
try { new AsyncFunction('await = 1'); } catch (e) { console.log(e.name); }
AsyncFunction('x', 'return await x + 1')(2).then(v => console.log(v));
console.log(f.toString(), (async x => await x).toString());
// expect: [AsyncFunction: f] [AsyncFunction (anonymous)] [AsyncFunction: m] [AsyncFunction: s]
// expect: length,name false [object AsyncFunction]
// expect: AsyncFunction 1 true true
// expect: f is not a constructor
// expect: SyntaxError
// expect: async function f(a, b) {} async x => await x
// expect: 3
