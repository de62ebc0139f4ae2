// `return value` in an async generator awaits the value, whatever statement it stands in.
const value = () => Promise.resolve('v');
async function* inIf(c) { if (c) return value(); yield 1; }
async function* inElse(c) { if (!c) { yield 1; } else return value(); }
async function* inLoops(c) { for (let i = 0; i < 2; i++) while (c) return value(); }
async function* inForOf(c) { for (const x of [1]) if (c > 0) return value(); }
async function* inForIn(c) { for (const x in { a: 1 }) do { if (c) return value(); } while (c); }
async function* inSwitch(c) { switch (c) { case 1: return value(); default: return 0; } }
async function* inTry(c) { try { if (c) return Promise.reject('r'); } catch (e) { return e + 1; } finally { if (!c) return 2; } }
async function* inWith(c) { with ({ c: 1 }) { if (c) return value(); } }
async function* labelled(c) { a: { if (c) return value(); break a; } }
(async () => {
  for (const generator of [inIf, inElse, inLoops, inForOf, inForIn, inSwitch, inTry, inWith, labelled]) {
    console.log(generator.name, JSON.stringify(await generator(1).next()));
  }
})();
// expect: inIf {"value":"v","done":true}
// expect: inElse {"value":"v","done":true}
// expect: inLoops {"value":"v","done":true}
// expect: inForOf {"value":"v","done":true}
// expect: inForIn {"value":"v","done":true}
// expect: inSwitch {"value":"v","done":true}
// expect: inTry {"value":"r1","done":true}
// expect: inWith {"value":"v","done":true}
// expect: labelled {"value":"v","done":true}
