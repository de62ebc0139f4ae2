// Calls `visit` with the name and the function of every builtin that a script can reach.
(function walk(visit) {
  'use strict';
  const generator = Object.getPrototypeOf(function* () {});
  const asyncGenerator = Object.getPrototypeOf(async function* () {});
  const roots = [
    ['', globalThis],
    ['%AsyncFunction%', Object.getPrototypeOf(async function () {}).constructor],
    ['%GeneratorFunction%', generator.constructor],
    ['%AsyncGeneratorFunction%', asyncGenerator.constructor],
    ['%Generator%', generator.prototype],
    ['%AsyncGenerator%', asyncGenerator.prototype],
    ['%IteratorPrototype%', Object.getPrototypeOf(generator.prototype)],
    ['%AsyncIteratorPrototype%', Object.getPrototypeOf(asyncGenerator.prototype)],
    ['%TypedArray%', Object.getPrototypeOf(Int8Array)],
    ['%ArrayIterator%', Object.getPrototypeOf([].values())],
    ['%MapIterator%', Object.getPrototypeOf(new Map().values())],
    ['%SetIterator%', Object.getPrototypeOf(new Set().values())],
    ['%StringIterator%', Object.getPrototypeOf(''[Symbol.iterator]())],
    ['%RegExpStringIterator%', Object.getPrototypeOf(''.matchAll(/a/g))],
    ['%ThrowTypeError%', Object.getOwnPropertyDescriptor((function () { return arguments; })(), 'callee').get],
  ];
  const seen = new Set();
  const skipped = ['print', 'watch', 'wasCalled', 'console', 'Intl', 'WebAssembly'];
  const queue = [];
  const add = (name, value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) return;
    seen.add(value);
    queue.push([name, value]);
    if (typeof value === 'function') visit(name, value);
  };
  for (const [name, value] of roots) add(name, value);
  for (const [name, value] of queue) {
    const keys = Reflect.ownKeys(value).map(key => [typeof key === 'symbol' ? `[${key.description}]` : key, key]);
    keys.sort((x, y) => (x[0] < y[0] ? -1 : 1));
    for (const [text, key] of keys) {
      if (value === globalThis && skipped.includes(key)) continue;
      const found = Reflect.getOwnPropertyDescriptor(value, key);
      const path = name === '' ? text : text[0] === '[' ? name + text : `${name}.${text}`;
      add(path, found.value);
      add(`get ${path}`, found.get);
      add(`set ${path}`, found.set);
    }
  }
})
