const log = [];
const resource = name => ({ name, [Symbol.dispose]() { log.push(this.name); } });
const stack = new DisposableStack();
console.log(stack.use(resource("first")).name, stack.use(null), stack.use(undefined)); // expect: first null undefined
console.log(stack.adopt("adopted", value => log.push(value)), stack.defer(() => log.push("deferred"))); // expect: adopted undefined
stack.use(resource("last"));
console.log(stack.disposed, log.length); // expect: false 0
const moved = stack.move();
console.log(stack.disposed, moved.disposed, moved instanceof DisposableStack); // expect: true false true
console.log(stack.dispose(), log.length); // expect: undefined 0
moved[Symbol.dispose]();
console.log(log.join(), moved.disposed); // expect: last,deferred,adopted,first true
moved.dispose();
console.log(log.length, DisposableStack.prototype.dispose === DisposableStack.prototype[Symbol.dispose]); // expect: 4 true
const attempt = operation => { try { return operation(); } catch (error) { return `${error.name}: ${error.message}`; } };
console.log(attempt(() => moved.use(null))); // expect: ReferenceError: Cannot add values to a disposed stack!
console.log(attempt(() => new DisposableStack().use({}))); // expect: TypeError: Symbol(Symbol.dispose) is not a function
console.log(attempt(() => new DisposableStack().adopt({}, 1))); // expect: TypeError: 1 is not a function
console.log(attempt(() => DisposableStack())); // expect: TypeError: Constructor DisposableStack requires 'new'
console.log(attempt(() => moved.dispose.call({}))); // expect: TypeError: Method DisposableStack.prototype.dispose called on incompatible receiver #<Object>
// All are disposed of, whatever the others throw; each error suppresses the one before.
const failing = new DisposableStack();
for (const name of ["a", "b", "c"]) failing.defer(() => { log.push(name); throw new Error(name); });
try {
  failing.dispose();
} catch (error) {
  console.log(error instanceof SuppressedError, error.message); // expect: true An error was suppressed during disposal
  console.log(error.error.message, error.suppressed.error.message, error.suppressed.suppressed.message); // expect: a b c
}
console.log(log.slice(4).join(), failing.disposed); // expect: c,b,a true
const single = new DisposableStack();
single.defer(() => { throw "only"; });
try { single.dispose(); } catch (error) { console.log(error); } // expect: only
const error = new SuppressedError("new", "old", "text");
console.log(Object.keys(error).length, error.error, error.suppressed, error.message, `${error}`); // expect: 0 new old text SuppressedError: text
console.log(SuppressedError.length, Object.getPrototypeOf(SuppressedError) === Error, "cause" in new SuppressedError(1, 2, "", { cause: 3 })); // expect: 3 true false
// Many resources take no native stack.
const many = new DisposableStack();
let count = 0;
for (let index = 0; index < 2000; index++) many.defer(() => count++);
many.dispose();
console.log(count); // expect: 2000
