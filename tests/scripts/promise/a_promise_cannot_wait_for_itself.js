const { promise, resolve } = Promise.withResolvers();
promise.catch((error) => console.log(String(error))); // expect: TypeError: Chaining cycle detected for promise #<Promise>
resolve(promise);
