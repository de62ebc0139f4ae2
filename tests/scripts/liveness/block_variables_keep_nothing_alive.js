// flags: --expose-gc
// A variable of a block is dead when the block has been left: its slot must not keep an object alive.
const pool = [], references = [];
for (let i = 0; i < 40; i++) { const object = { i }; pool.push(object); references.push(new WeakRef(object)); }
const take = () => pool.pop();
const gone = what => { gc(); console.log(what, references[pool.length].deref() === undefined); };

// A WeakRef keeps what it is made for until its job ends: look in the next one.
setTimeout(() => {
  { let block = take(); block.used = true; }
  gone('block let'); // expect: block let true
  { const { i, ...rest } = take(); }
  gone('destructuring'); // expect: destructuring true
  { let [first, second] = [take(), 1]; }
  gone('array pattern'); // expect: array pattern true
  for (let variable = take(), n = 0; n < 2; n++) variable.n = n;
  gone('for let'); // expect: for let true
  for (const element of [take()]) element.used = true;
  gone('for of'); // expect: for of true
  for (let { i } of [take()]) i++;
  gone('for of with a pattern'); // expect: for of with a pattern true
  for (let turn = 0; turn < 2; turn++) {
    if (turn === 1) gone('the turn before'); // expect: the turn before true
    else { let inner = take(); inner.used = turn; }
  }
  for (let turn = 0; turn < 2; turn++) {
    if (turn === 1) { gone('body variable'); break; } // expect: body variable true
    const inner = take();
    if (inner) continue;
  }
  l: { let left = take(); if (left) break l; }
  gone('break'); // expect: break true
  try { let inTry = take(); throw inTry.i; } catch { gone('thrown out of a block'); } // expect: thrown out of a block true
  try { throw take(); } catch (parameter) { parameter.used = true; }
  gone('catch parameter'); // expect: catch parameter true
  try { throw take(); } catch { gone('exception without a parameter'); } // expect: exception without a parameter true
  try { throw [take()]; } catch ([nested]) { nested = null; gone('catch pattern'); } // expect: catch pattern true
  try { try { throw take(); } finally { let inFinally = 1; } } catch (error) { error = null; gone('finally'); } // expect: finally true
  switch (take().i) { default: let inSwitch = 1; }
  gone('switch discriminant'); // expect: switch discriminant true
  switch (take()) { case 1: break; default: gone('compared discriminant'); } // expect: compared discriminant true
  switch (1) { case 1: let inCase = take(); inCase.used = true; }
  gone('switch scope'); // expect: switch scope true
  { class Local { static object = take(); } }
  gone('class'); // expect: class true
  { function declared() { } declared.object = take(); }
  for (const element of [take()]) { let again = element; again = null; }
  gone('copied element'); // expect: copied element true
}, 0);
