const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf((async function* () {}).prototype));
const iterator = Object.create(AsyncIteratorPrototype);
const dispose = iterator[Symbol.asyncDispose];
iterator.return = async (...list) => list.length;
(async () => {
  console.log(dispose.name, await dispose.call(iterator)); // expect: [Symbol.asyncDispose] undefined
  console.log(await dispose.call({})); // expect: undefined
  await dispose.call({ return() { throw new Error('from return'); } }).catch(e => console.log(e.message)); // expect: from return
  let count;
  iterator.return = (...list) => { count = list.length; };
  await dispose.call(iterator);
  console.log(count); // expect: 0
})();
