// flags: --test262-host
const say = (...values) => print(values.join(" "));
const other = $262.createRealm();
const { global } = other;
say(global !== globalThis, global.Array !== Array, other.evalScript("globalThis") === global); // expect: true true true
say(global.Symbol.iterator === Symbol.iterator, global.Symbol.for("x") === Symbol.for("x")); // expect: true true

// What a function makes comes from its own realm, whoever calls it.
const makers = global.eval(`({
  array: () => [1, 2],
  object() { return { a: 1 }; },
  regexp: function () { return /x/; },
  closure: () => () => 1,
  error() { null.x; },
  sloppyThis() { return this; },
  constructed: function () { this.made = Object.getPrototypeOf({}) === Object.prototype; },
  *generator() { yield []; yield {}; },
  async promise() { await 1; return []; },
  fields: class { list = [1]; static { this.shared = {}; } },
})`);
const isOther = (value, name) => Object.getPrototypeOf(value) === global[name].prototype;
say(isOther(makers.array(), "Array"), isOther(makers.object(), "Object"), isOther(makers.regexp(), "RegExp"), isOther(makers.closure(), "Function")); // expect: true true true true
try {
  makers.error();
} catch (error) {
  say(error instanceof TypeError, error instanceof global.TypeError); // expect: false true
}
const { sloppyThis } = makers;
say(sloppyThis() === global, isOther(sloppyThis.call(1), "Number"), new makers.constructed().made); // expect: true true true
const generator = makers.generator();
say(isOther(generator.next().value, "Array"), isOther([...generator][0], "Object")); // expect: true true
say(isOther(new makers.fields().list, "Array"), isOther(makers.fields.shared, "Object")); // expect: true true
try {
  makers.fields();
} catch (error) {
  say(error instanceof global.TypeError); // expect: true
}

// And back: a function of this realm called from there.
const here = () => [[], {}, () => 1];
const [array, object, closure] = global.eval("(f) => f()")(here);
say(array instanceof Array, object instanceof Object, closure instanceof Function); // expect: true true true
const sorted = global.eval("(list, compare) => list.sort(compare)")([3, 1, 2], (x, y) => { if ([] instanceof Array) return x - y; throw 0; });
say(sorted.join()); // expect: 1,2,3
global.calls = 0;
global.eval("var deep = (count, f) => count ? f(count - 1, deep) : [].constructor === Array;");
function deep(count, f) { return count ? f(count - 1, deep) : [].constructor === Array; }
say(deep(50, global.deep), deep(51, global.deep)); // expect: true true

// Builtins run in their realm as well.
say(isOther(global.Object.keys({}), "Array"), isOther([1].map.call([1], String), "Array")); // expect: true false
say(isOther(Array.prototype.map.call(global.eval("[1]"), String), "Array")); // expect: false
try {
  global.Map();
} catch (error) {
  say(error instanceof global.TypeError); // expect: true
}
try {
  global.Array.prototype.at.call(null);
} catch (error) {
  say(error instanceof global.TypeError); // expect: true
}

// The prototype of what is constructed, if new.target has none.
const target = new global.Function();
target.prototype = null;
say(isOther(Reflect.construct(Map, [], target), "Map"), isOther(Reflect.construct(Error, [], target), "Error")); // expect: true true
say(isOther(Reflect.construct(class {}, [], target.bind()), "Object"), isOther(Reflect.construct(Uint8Array, [1], new Proxy(target, {})), "Uint8Array")); // expect: true true

// Globals, evals and scripts are those of the realm.
other.evalScript("let lexical = 1; var variable = 2;");
say(typeof lexical, typeof variable, global.variable, other.evalScript("lexical + variable")); // expect: undefined undefined 2 3
say(global.eval("var inner = 5; inner") + global.inner, new global.Function("return variable")()); // expect: 10 2
let reached = global.eval;
say(reached("typeof reached"), (0, reached)("this") === global); // expect: undefined true

// Lazily made prototypes, templates, iteration of foreign arrays.
const lazy = global.eval("(function () {})");
say(isOther(lazy.prototype, "Object")); // expect: true
const tag = (strings) => strings;
const template = global.eval("(tag) => tag`x`")(tag);
say(isOther(template, "Array"), Object.isFrozen(template)); // expect: true true
global.Array.prototype[Symbol.iterator] = function* () { yield "changed"; };
say([...global.eval("[1, 2]")].join(), [...[1, 2]].join(), global.eval("[...[1, 2]]").join()); // expect: changed 1,2 changed

// A derived constructor ends in its own realm, and what is wrong with its result is said in that of its caller.
for (const text of ["return 1", ""]) {
  const Derived = global.eval(`(class extends Object { constructor() { ${text} } })`);
  try {
    new Derived();
  } catch (error) {
    say(error.name, error instanceof Error);
  }
}
// expect: TypeError true
// expect: ReferenceError true

// Several of them, and jobs between them.
const realms = Array.from({ length: 2 }, () => $262.createRealm());
say(realms.map(({ global }, index) => global.eval(`var own = ${index}; () => own`)()).join()); // expect: 0,1
makers.promise().then((value) => {
  say(isOther(value, "Array"), [] instanceof Array); // expect: true true
  return realms[1].evalScript("Promise.resolve().then(() => [])");
}).then((value) => say(Object.getPrototypeOf(value) === realms[1].global.Array.prototype)); // expect: true
