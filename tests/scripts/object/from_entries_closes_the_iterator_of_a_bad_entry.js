const log = [];
const iterable = {
  [Symbol.iterator]: () => ({
    next: () => ({ done: false, value: 1 }),
    return: () => { log.push("closed"); return {}; },
  }),
};
try {
  Object.fromEntries(iterable);
} catch (error) {
  console.log(error.message); // expect: Iterator value 1 is not an entry object
}
console.log(log.join()); // expect: closed
console.log(JSON.stringify(Object.fromEntries([["a", 1], [2, "b"]]))); // expect: {"2":"b","a":1}
