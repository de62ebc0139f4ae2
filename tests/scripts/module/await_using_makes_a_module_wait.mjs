const order = [];
const module = 'data:text/javascript,' + encodeURIComponent(`
  await using resource = { async [Symbol.asyncDispose]() { await null; globalThis.order.push('disposed'); } };
  globalThis.order.push('body');`);
globalThis.order = order;
await import(module);
order.push('imported');
console.log(order); // expect: [ 'body', 'disposed', 'imported' ]
