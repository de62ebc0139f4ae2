const later = (value, fails) => new Promise((done, fail) => setTimeout(() => (fails ? fail : done)(value), value));
(async () => {
  console.log(String(await Promise.all([later(3), 2, later(1)]))); // expect: 3,2,1
  console.log(await Promise.race([later(3), later(1)])); // expect: 1
  console.log(await Promise.any([later(1, true), later(2)])); // expect: 2
  const settled = await Promise.allSettled([later(1, true), 5]);
  console.log(JSON.stringify(settled)); // expect: [{"status":"rejected","reason":1},{"status":"fulfilled","value":5}]
  try {
    await Promise.any([later(1, true), later(2, true)]);
  } catch (error) {
    console.log(error.name, error.message, String(error.errors)); // expect: AggregateError All promises were rejected 1,2
  }
  try {
    await Promise.all([later(1), later(2, true), later(3)]);
  } catch (reason) {
    console.log(reason); // expect: 2
  }
  console.log(await Promise.all([]).then((list) => list.length)); // expect: 0
})();
