const show = (promise) => promise.then((ns) => console.log(ns.value), (error) => console.log(String(error)));
const all = async () => {
  await show(import('./folder/inner.mjs')); // expect: inner
  await show(eval("import('./folder/inner.mjs')")); // expect: inner
  await show((0, eval)("import('./folder/inner.mjs')")); // expect: inner
  await show(new Function("return import('./folder/inner.mjs')")()); // expect: inner
  await show(import('./folder/from_inner.mjs')); // expect: inner
  await show(require('./folder/script.cjs')()); // expect: inner
  await show(import({ toString: () => './folder/inner.mjs' })); // expect: inner
  await show(import({ toString() { throw new TypeError('no text'); } })); // expect: TypeError: no text
  await show(import(Symbol())); // expect: TypeError: Cannot convert a Symbol value to a string
  await show(import('./folder/inner.mjs', 1)); // expect: TypeError: The second argument to import() must be an object
  await show(import('./folder/inner.mjs', { with: 1 })); // expect: TypeError: The 'with' option must be an object
  await show(import('./folder/inner.mjs', { with: { type: 1 } })); // expect: TypeError: Import attribute value must be a string
  await show(import('./folder/inner.mjs', undefined)); // expect: inner
  await show(import('./folder/inner.mjs', { get with() { throw new RangeError('a getter'); } })); // expect: RangeError: a getter
  console.log(import('./folder/inner.mjs') === import('./folder/inner.mjs')); // expect: false
  const [one, two] = await Promise.all([import('./folder/inner.mjs'), import('./folder/../folder/inner.mjs')]);
  console.log(one === two, one === (await import('./folder/inner.mjs?query'))); // expect: true false
  console.log((await import('./folder/thenable.mjs'))); // expect: resolved by then
};
all();
