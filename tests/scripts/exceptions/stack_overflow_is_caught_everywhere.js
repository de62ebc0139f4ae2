// configurations: default tiny
const overflows = {
  call: () => { const f = () => f() + 1; f(); }, method: () => { const o = { m() { return this.m() + 1; } }; o.m(); }, getter: () => { const o = { get g() { return this.g + 1; } }; o.g; },
  setter: () => { const o = { set s(v) { this.s = v; } }; o.s = 1; }, construct: () => { class A { constructor() { this.a = new A; } } new A; }, derived: () => { class B extends Object { constructor() { super(); new B; } } new B; },
  toString: () => { const o = { toString() { return `${this}`; } }; `${o}`; }, valueOf: () => { const o = { valueOf() { return this + 1; } }; o + 1; }, callback: () => { const f = () => [1].map(f); f(); }, sort: () => { const f = () => [2, 1].sort(f); f(); },
  json: () => { const o = { toJSON() { return JSON.stringify(this); } }; JSON.stringify(o); }, iterator: () => { const o = { [Symbol.iterator]() { return [...o]; } }; [...o]; }, field: () => { class C { f = new C; } new C; }, tagged: () => { const t = () => t``; t``; },
  apply: () => { const f = () => f.apply(null, []); f(); }, bind: () => { const f = () => f.bind(null)(); f(); }, evaluated: () => { const f = () => eval('f()'); f(); }, reflect: () => { const f = () => Reflect.apply(f, null, []); f(); }, destructure: () => { const f = ({ a = f({}) }) => a; f({}); },
  finally: () => { const f = () => { try { f(); } finally { } }; f(); }, spread: () => { const f = (...a) => f(...a, ...[]); f(1); }, instance: () => { const o = { [Symbol.hasInstance]() { return 1 instanceof o; } }; 1 instanceof o; }, template: () => { const f = () => `${f()}`; f(); },
};
for (const [name, run] of Object.entries(overflows)) {
  try { run(); console.log(name, 'nothing'); } catch (error) { if (!(error instanceof RangeError) || error.message !== 'Maximum call stack size exceeded') console.log(name, error); }
}
console.log('all came back', Object.keys(overflows).length); // expect: all came back 23
