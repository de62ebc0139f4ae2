const tries = [
  () => new Array(-1),
  () => [].reduce((a, b) => a),
  () => new Date(NaN).toISOString(),
  () => 1n + 1,
  () => Symbol('s') + '',
  () => `${Symbol('s')}`,
  () => 'x'.repeat(-1),
  () => (1).toFixed(200),
  () => (1).toString(1),
  () => BigInt(1.5),
  () => decodeURIComponent('%'),
  () => new Uint8Array(-1),
  () => Object.setPrototypeOf(Object.preventExtensions({}), {}),
  () => { const o = {}; o.self = o; JSON.stringify(o); },
  () => { const o = { a: { b: [{}] } }; o.a.b[0].c = o.a; JSON.stringify(o); },
  () => JSON.parse('{"a": 1,}'),
  () => JSON.parse('{"a'),
  () => JSON.parse(''),
  () => 'x' in 'text',
  () => ({}) instanceof 5,
  () => new (class A extends null {})(),
  () => { class A { constructor() {} } A(); },
  () => { class A extends Object { constructor() {} } new A(); },
];
for (const attempt of tries) {
  try {
    attempt();
    console.log('nothing');
  } catch (error) {
    console.log(String(error));
  }
}
