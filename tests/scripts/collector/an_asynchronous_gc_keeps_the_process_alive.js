// flags: --expose-gc
const weak = new WeakRef({});
gc({ execution: 'async' }).then(() => console.log(weak.deref())); // expect: undefined
