const log = [];
const told = value => `${value} ${log.splice(0).join(" ")}`;
const resource = name => ({
  name,
  async [Symbol.asyncDispose]() { log.push(`-${name}`); await null; log.push(`=${name}`); },
});
const plain = name => ({ name, [Symbol.dispose]() { log.push(`-${name}`); } });
(async () => {
  {
    await using a = resource("a"), none = null;
    using b = plain("b");
    await using c = plain("c");
    log.push("in");
  }
  console.log(told("block")); // expect: block in -c -b -a =a
  const returns = async () => { await using a = resource("a"); return log.push("value"); };
  console.log(told(await returns())); // expect: 1 value -a =a
  for (await using x of [resource("x"), resource("y")]) { log.push(x.name); if (x.name === "y") break; }
  console.log(told("each")); // expect: each x -x =x y -y =y
  for await (await using x of (async function* () { yield resource("p"); yield plain("q"); })()) log.push(x.name);
  console.log(told("each async")); // expect: each async p -p =p q -q
  for (await using x = resource("head"), i = null; log.length < 2;) log.push("turn");
  console.log(told("for")); // expect: for turn turn -head =head
  async function* generator() { await using a = resource("a"); yield 1; await using b = resource("b"); yield 2; }
  for await (const value of generator()) log.push(value);
  console.log(told("generator")); // expect: generator 1 2 -b =b -a =a
  for await (const value of generator()) break;
  console.log(told("left")); // expect: left -a =a
  const fails = async (...messages) => {
    await using a = { async [Symbol.asyncDispose]() { await null; throw messages[0]; } };
    await using b = { [Symbol.asyncDispose]() { throw messages[1]; } };
    using c = { [Symbol.dispose]() { throw messages[2]; } };
    throw messages[3];
  };
  try {
    await fails(1, 2, 3, 4);
  } catch (error) {
    const { error: first, suppressed: { error: second, suppressed: { error: third, suppressed: last } } } = error;
    console.log(first, second, third, last); // expect: 1 2 3 4
  }
  try { await using x = {}; } catch (error) { console.log(error.message); } // expect: Symbol(Symbol.asyncDispose) is not a function
  // Nothing to dispose of is waited for once, and what is not reached is not.
  const turns = [];
  const first = (async () => { { await using none = null; turns.push("in"); } turns.push("out"); })();
  turns.push("called");
  const second = (async () => { { if (turns.length === 0) { await using none = null; } } turns.push("at once"); })();
  await first, await second;
  console.log(turns.join()); // expect: in,called,at once,out
  // What waits is kept alive by who waits, and let go of afterwards.
  let kept = null;
  const waits = async () => { await using held = { payload: "x".repeat(100), [Symbol.asyncDispose]: () => new Promise(resolve => { kept = resolve; }) }; return held.payload.length; };
  const promise = waits();
  await null;
  for (let index = 0; index < 100; index++) ({ index });
  kept();
  console.log(await promise); // expect: 100
  const nested = async level => { await using a = resource(level); if (level) await nested(level - 1); };
  await nested(5);
  console.log(told("nested")); // expect: nested -0 =0 -1 =1 -2 =2 -3 =3 -4 =4 -5 =5
})();
