const kinds = [
  () => { x; let x; }, () => { x = 1; let x; }, () => { typeof x; let x; }, () => { (() => x)(); const x = 1; }, () => { const x = x + 1; },
  () => { let x = (() => x)(); }, () => { f(); let x = 1; function f() { return x; } }, () => { new X; class X { } }, () => { class X extends X { } },
  () => { class X { static s = Y; } let Y; }, () => { let { a = b, b } = {}; }, () => { let [a, b = c, c] = [1]; }, () => { for (let x of x); },
  () => { for (let x of [x]); }, () => { for (let x in x); }, () => { for (let i = i; ;); }, () => { switch (1) { case 0: let x; case 1: x; } },
  () => { switch (x) { case 0: let x; } }, () => { x++; let x = 1; }, () => { x += 1; let x; }, () => { x ??= 1; let x; }, () => { [x] = [1]; let x; },
  () => { ({ x } = { x: 1 }); let x; }, () => { delete x.y; let x; }, () => { eval('x'); let x; }, () => { { x; } let x; }, () => { `${x}`; let x; },
  (a = b, b) => { }, (a = () => b, b = a()) => { }, (a = a) => { }, () => { try { x; } finally { } let x; }, () => { (class { [x]() { } }); let x; },
  () => { let x = class { static { x; } }; }, () => { if (1) { y = 2; } const y = 1; },
];
for (const kind of kinds) {
  try { kind(); console.log('nothing thrown'); } catch (error) { console.log(error.name, error.message); }
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'X' before initialization
  // expect: ReferenceError Cannot access 'X' before initialization
  // expect: ReferenceError Cannot access 'Y' before initialization
  // expect: ReferenceError Cannot access 'b' before initialization
  // expect: ReferenceError Cannot access 'c' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'i' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError x is not defined
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'b' before initialization
  // expect: ReferenceError Cannot access 'b' before initialization
  // expect: ReferenceError Cannot access 'a' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'x' before initialization
  // expect: ReferenceError Cannot access 'y' before initialization
}
