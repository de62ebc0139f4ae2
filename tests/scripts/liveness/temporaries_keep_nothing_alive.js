// flags: --expose-gc
const pool = [], references = [];
for (let i = 0; i < 40; i++) { const object = { i, list: [1], method() { return 1; } }; pool.push(object); references.push(new WeakRef(object)); }
const take = () => pool.pop();
const gone = what => { gc(); console.log(what, references[pool.length].deref() === undefined); return 0; };
const use = (...values) => values.length;
function plain(a, b, c) { return a === b ? c : a.i; }

setTimeout(() => {
  plain(take(), 1, 2);
  gone('argument'); // expect: argument true
  use(take(), take());
  gone('rest'); // expect: rest true
  take().method();
  gone('receiver'); // expect: receiver true
  take()['meth' + 'od']();
  gone('receiver of an element'); // expect: receiver of an element true
  use(take().i + 1, gone('operand')); // expect: operand true
  use([take().i, gone('in a literal')]); // expect: in a literal true
  use({ a: take().i, b: gone('in an object') }); // expect: in an object true
  use(`${take().i}${gone('in a template')}`); // expect: in a template true
  use((take(), gone('comma'))); // expect: comma true
  use(!take() || gone('logical')); // expect: logical true
  use(take() ? gone('conditional') : 1); // expect: conditional true
  use(take() === 1, gone('comparison')); // expect: comparison true
  use(take()?.list?.[0], gone('optional chain')); // expect: optional chain true
  new (class { constructor(value) { this.i = value.i; } })(take());
  gone('construction'); // expect: construction true
  let holder = {};
  holder[take().i] = gone('key'); // expect: key true
  holder.x = take(); holder.x = null;
  gone('assigned property'); // expect: assigned property true
  [holder.y] = [take()]; holder.y = null;
  gone('assigned by a pattern'); // expect: assigned by a pattern true
  let { i, list: [one] } = take();
  gone('source of a pattern'); // expect: source of a pattern true
  let { missing = gone('default value') } = {}; // expect: default value true
  use(...[take()]);
  gone('spread'); // expect: spread true
  try { take().nothing(); } catch { }
  gone('failed call'); // expect: failed call true
  use`${take()}`;
  gone('tagged template'); // expect: tagged template true
  typeof take(); void take(); delete take().i;
  gone('unary'); // expect: unary true
  for (const key in take()) { if (key) gone('subject of for in'); break; } // expect: subject of for in false
  for (const value of take().list) gone('subject of for of'); // expect: subject of for of true
  let local = take(); local = undefined;
  gone('overwritten variable'); // expect: overwritten variable true
  (function (parameter) { parameter = null; gone('overwritten parameter'); })(take()); // expect: overwritten parameter true
  (function (parameter) { arguments[0] = null; gone('overwritten argument'); })(take()); // expect: overwritten argument true
  (function () { gone('surplus argument'); })(take()); // expect: surplus argument true
  [take()].forEach(() => { }); [take()].map(value => value.i);
  gone('callback'); // expect: callback true
}, 0);
