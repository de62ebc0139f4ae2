class Base {}

function attempt(constructor) {
  try {
    return typeof new constructor();
  } catch (error) {
    return error.name;
  }
}

// The result is looked at when the function has ended: `catch` does not see the error, `finally` may still call `super`.
console.log(attempt(class extends Base {
  constructor() { super(); try { return 0; } catch { return; } }
})); // expect: TypeError
console.log(attempt(class extends Base {
  constructor() { try { return; } finally { super(); } }
})); // expect: object
console.log(attempt(class extends Base {
  constructor() { try { return 0; } finally { return { own: true }; } }
})); // expect: object
console.log(attempt(class extends Base {
  constructor() { try { return; } catch { super(); } }
})); // expect: ReferenceError
console.log(attempt(class extends Base {
  constructor() { super(); for (const x of [1]) { return; } }
})); // expect: object

let closed = 'open';
const values = { [Symbol.iterator]: () => ({ next: () => ({ done: false }), return() { closed = 'closed'; return {}; } }) };
console.log(attempt(class extends Base {
  constructor() { super(); for (const x of values) return 1; }
}), closed); // expect: TypeError closed
console.log(attempt(class extends Base {
  constructor() { (() => super())(); try { return; } finally {} }
})); // expect: object
