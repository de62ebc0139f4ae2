// configurations: default tiny
// However often strict functions end with calls, and whichever way they do, they need no stack for it.
'use strict';
const MANY = 120000;
let done = 0;
const end = (n) => n === 0 && ++done;
const ways = {
  statement(n) { if (end(n)) return n; return ways.statement(n - 1); },
  parentheses(n) { return end(n) ? n : ((ways.parentheses)(n - 1)); },
  comma(n) { return end(n) ? n : (0, ways.comma(n - 1)); },
  and(n) { if (end(n)) return n; return n && ways.and(n - 1); },
  or(n) { if (end(n)) return n; return null || ways.or(n - 1); },
  coalesce(n) { if (end(n)) return n; return undefined ?? ways.coalesce(n - 1); },
  conditional(n) { return end(n) ? n : n % 2 ? ways.conditional(n - 1) : ways.conditional(n - 1); },
  arrow: (n) => (end(n) ? n : ways.arrow(n - 1)),
  block(n) { if (end(n)) return n; { let kept = n; { const less = kept - 1; return ways.block(less); } } },
  loop(n) { for (let i = 0; ; i++) { while (true) { if (end(n)) return n; return ways.loop(n - 1); } } },
  keys(n) { if (end(n)) return n; for (const key in { a: 1 }) return ways.keys(n - 1); },
  choice(n) { switch (n) { case 0: end(n); return n; case 7: return ways.choice(6); default: return ways.choice(n - 1); } },
  label(n) { if (end(n)) return n; here: { if (n < 0) break here; return ways.label(n - 1); } },
  handler(n) { if (end(n)) return n; try { throw n; } catch (caught) { return ways.handler(caught - 1); } },
  finalizer(n) { if (end(n)) return n; try { null.x; } catch {} finally { return ways.finalizer(n - 1); } },
  many(n, a, b, c, d) { return end(n) ? a + b + c + d : ways.many(n - 1, b, c, d, a); },
  more(n, ...rest) { return end(n) ? rest.length : ways.more(n - 1, n, n, n, n, n, n); },
  all(n) { return end(n) ? arguments.length : ways.all(n - 1, n, n); },
  fewer(n, a, b) { return end(n) ? b === undefined : ways.fewer(n - 1); },
  element(n) { return end(n) ? n : ways['ele' + 'ment'](n - 1); },
  captured(n) { const next = () => n - 1; return end(n) ? n : ways.captured(next()); },
  template(chunks, n) { if (end(n)) return n; return ways.template`${n - 1}`; },
  methodOf(n) { return end(n) ? this.name : ways.methodOf.apply === 1 ? 0 : this.methodOf(n - 1); },
};
for (const [name, way] of Object.entries(ways)) {
  done = 0;
  const value = name === 'template' ? way([], MANY) : name === 'many' ? way(MANY, 1, 2, 3, 4) : way.call({ ...ways, name }, MANY);
  if (done !== 1) console.log('not done:', name);
  if (value !== 0 && value !== undefined) console.log(name, value);
}
// expect: many 10
// expect: more 6
// expect: all 3
// expect: fewer true
// expect: methodOf methodOf

// Two functions that take turns, one of them sloppy: its frames stay only as long as it is not in tail position itself.
const isEven = (n) => (n === 0 ? true : isOdd(n - 1));
const isOdd = (n) => (n === 0 ? false : isEven(n - 1));
console.log(isEven(MANY), isOdd(MANY)); // expect: true false

// What a constructor, an accessor or a callback gives is what the last call gives.
function Deep(n) { if (n === 0) return { made: true }; return new.target ? Deep(n - 1) : Deep(n - 1); }
console.log(new Deep(MANY).made, [MANY].map((n) => ways.statement(n))[0]); // expect: true 0
class Countdown {
  static get(n) { return n === 0 ? 'through' : this.get(n - 1); }
  constructor(n) { this.n = n; }
  down() { return this.n-- === 0 ? this : this.down(); }
}
console.log(Countdown.get(MANY), new Countdown(MANY).down().n); // expect: through -1

// Calls that are not the last thing to be done do need stack.
const fails = [
  function statement(n) { ways.x; return n === 0 ? 0 : 1 + statement(n - 1); },
  function tried(n) { try { return tried(n + 1); } catch (error) { throw error; } },
  function each(n) { for (const one of [n]) return each(one + 1); },
  function cleaned(n) { try { return cleaned(n + 1); } finally { done++; } },
];
for (const fail of fails) {
  try { fail(1e9); } catch (error) { console.log(fail.name, error instanceof RangeError); }
}
// expect: statement true
// expect: tried true
// expect: each true
// expect: cleaned true
const sloppy = new Function('n', 'return n === 0 ? 0 : arguments.callee(n - 1)');
try { sloppy(1e9); } catch (error) { console.log(error.message); } // expect: Maximum call stack size exceeded

// An error thrown at the end shows frames that exist.
function last(n) { if (n === 0) throw new Error('at the end'); return last(n - 1); }
try { last(MANY); } catch (error) { console.log(error.message, /^Error: at the end\n    at last \(/.test(error.stack)); } // expect: at the end true
function shallow(n) { if (n === 0) throw new Error('shallow'); return shallow(n - 1); }
try { shallow(3); } catch (error) { console.log(error.stack.split('\n').filter((line) => line.includes('shallow (')).length); } // expect: 4
