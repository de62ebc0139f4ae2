const tries = [
  () => undefined.x,
  () => null[0],
  () => { let u; u.a.b = 1; },
  () => { const o = {}; o.a.b.c; },
  () => { const { a } = null; },
  () => { const { a: { b } } = { a: null }; },
  () => { const o = {}; o.method(); },
  () => { const o = { a: {} }; o.a.b(); },
  () => { const o = {}; o['some key'](); },
  () => { const o = {}; new o.Class(); },
  () => { const f = 1; f(); },
  () => { (() => 1)()(); },
  () => { [...undefined]; },
  () => { const [a] = {}; },
  () => { for (const x of 5) x; },
  () => { new Map([1]); },
  () => { Math.max(...5); },
];
for (const attempt of tries) {
  try {
    attempt();
    console.log('nothing');
  } catch (error) {
    const place = error.stack.split('\n    at ')[1];
    console.log(String(error), place.slice(place.lastIndexOf('/')).split(')')[0]);
  }
}
