(async () => {
  async function* numbers() { yield 1; yield Promise.resolve(2); yield 3; }
  console.log((await Array.fromAsync(numbers())).join()); // expect: 1,2,3
  console.log((await Array.fromAsync([1, Promise.resolve(2), { then(resolve) { resolve("then"); } }])).join()); // expect: 1,2,then
  console.log((await Array.fromAsync({ length: 3, 0: Promise.resolve("a"), 2: "c" })).join()); // expect: a,,c
  const mapped = await Array.fromAsync(numbers(), async function (value, index) { return `${this.name}${value * 10}@${index}`; }, { name: "n" });
  console.log(mapped.join()); // expect: n10@0,n20@1,n30@2
  const failure = (promise) => promise.then(() => "fulfilled", (error) => error?.name ?? error);
  console.log(await failure(Array.fromAsync(null)), await failure(Array.fromAsync([1], 1))); // expect: TypeError TypeError
  console.log(await failure(Array.fromAsync([Promise.reject("no")]))); // expect: no
  const log = [];
  const closing = {
    [Symbol.asyncIterator]: () => ({
      next: () => ({ value: log.push("next"), done: false }),
      return: () => { log.push("return"); return Promise.reject("ignored"); },
    }),
  };
  console.log(await failure(Array.fromAsync(closing, (value) => { if (value > 1) throw "stop"; })), log.join()); // expect: stop next,next,return
  console.log(await failure(Array.fromAsync(closing, (value) => Promise.reject("later"))), log.join()); // expect: later next,next,return,next,return
  class Fixed { constructor(length) { this.made = length; } }
  const fixed = await Array.fromAsync.call(Fixed, { length: 2, 0: "x", 1: "y" });
  console.log(fixed instanceof Fixed, fixed.made, fixed.length, fixed[1]); // expect: true 2 2 y
  const frozen = Array.fromAsync.call(function () { return Object.freeze({}); }, closing);
  console.log(await failure(frozen), log.length); // expect: TypeError 7
  console.log(Array.fromAsync([]) instanceof Promise, Array.fromAsync.length); // expect: true 1
  const long = await Array.fromAsync({ *[Symbol.iterator]() { for (let count = 0; count < 500; count++) yield Promise.resolve({ count }); } });
  console.log(long.length, long[499].count); // expect: 500 499
})();
