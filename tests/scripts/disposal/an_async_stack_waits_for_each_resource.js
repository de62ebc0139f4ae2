const log = [];
const later = (name, value) => new Promise(resolve => setTimeout(() => { log.push(name); resolve(value); }, 0));
const resource = name => ({ [Symbol.asyncDispose]() { log.push(`${name} begins`); return later(`${name} ends`); } });
const plain = name => ({ [Symbol.dispose]() { log.push(name); return new Promise(() => {}); } });
(async () => {
  const stack = new AsyncDisposableStack();
  stack.use(resource("first"));
  stack.use(null);
  stack.use(plain("plain"));
  stack.adopt("value", async value => { log.push(value); });
  stack.defer(() => later("deferred"));
  stack.use(resource("last"));
  const promise = stack.disposeAsync();
  console.log(stack.disposed, log.join()); // expect: true last begins
  console.log(await promise, log.join()); // expect: undefined last begins,last ends,deferred,value,plain,first begins,first ends
  console.log(await stack.disposeAsync(), log.length); // expect: undefined 7
  const failing = new AsyncDisposableStack();
  failing.defer(() => { throw new Error("at once"); });
  failing.defer(async () => { await null; throw new Error("later"); });
  failing.use({ [Symbol.dispose]() { throw new Error("in its place"); } });
  try {
    await failing[Symbol.asyncDispose]();
  } catch (error) {
    const told = [error.error, error.suppressed.error, error.suppressed.suppressed].map(one => one.message);
    console.log(error.name, told.join()); // expect: SuppressedError at once,later,in its place
  }
  const wrong = AsyncDisposableStack.prototype.disposeAsync.call({});
  console.log(await wrong.catch(error => error.message));
  // expect: Method AsyncDisposableStack.prototype.disposeAsync called on incompatible receiver #<Object>
  const turns = [];
  const nothing = new AsyncDisposableStack();
  nothing.use(null);
  const first = nothing.disposeAsync().then(() => turns.push("stack"));
  Promise.resolve().then(() => turns.push("one")).then(() => turns.push("two"));
  await first;
  console.log(turns.join()); // expect: one,stack,two
})();
