const log = [];
const resource = name => ({ name, [Symbol.dispose]() { log.push(`-${this.name}`); } });
const told = value => `${value} ${log.splice(0).join(" ")}`.trim();
{
  using a = resource("a"), b = resource("b");
  using none = null, nothing = undefined;
  log.push(`${a.name}${b.name}`);
}
console.log(told("block")); // expect: block ab -b -a
function leave(how) {
  for (const turn of [1, 2, 3]) {
    using x = resource(`x${turn}`);
    log.push(turn);
    if (how === "return") return log.push("value") && `returned ${x.name}`;
    if (how === "break") break;
    if (how === "continue") continue;
    if (how === "throw") throw new Error(`thrown ${x.name}`);
    log.push("end");
  }
  return "fell out";
}
for (const how of ["return", "break", "continue", "none", "throw"]) {
  try { console.log(told(leave(how))); } catch (error) { console.log(told(error.message)); }
}
// expect: returned x1 1 value -x1
// expect: fell out 1 -x1
// expect: fell out 1 -x1 2 -x2 3 -x3
// expect: fell out 1 end -x1 2 end -x2 3 end -x3
// expect: thrown x1 1 -x1
const labelled = () => {
  outer: for (;;) {
    using a = resource("a");
    for (;;) {
      using b = resource("b");
      break outer;
    }
  }
  return "after";
};
console.log(told(labelled())); // expect: after -b -a
function* numbers() {
  using a = resource("a");
  yield 1;
  using b = resource("b");
  yield 2;
  log.push("done");
}
console.log(told([...numbers()])); // expect: 1,2 done -b -a
const generator = numbers();
generator.next();
console.log(told(JSON.stringify(generator.return(7)))); // expect: {"value":7,"done":true} -a
for (const number of numbers()) break;
console.log(told("left")); // expect: left -a
for (using x of [resource("x"), null, resource("y")]) log.push(x && x.name);
console.log(told("each")); // expect: each x -x  y -y
const closures = [];
for (using x = resource("head"); closures.length < 2;) closures.push(() => x.name);
console.log(told(closures.map(closure => closure()))); // expect: head,head -head
class Base { static { using s = resource("static"); log.push("block"); } }
class Derived extends Base {
  constructor(result) { super(); using d = resource("derived"); if (result) return result; log.push("constructed"); }
}
console.log(told(new Derived() instanceof Derived)); // expect: true block -static constructed -derived
console.log(told(new Derived([1]).length)); // expect: 1 -derived
try { new Derived(1); } catch (error) { console.log(told(error.message)); }
// expect: Derived constructors may only return object or undefined -derived
switch (1) { case 1: { using c = resource("case"); log.push("in"); } }
console.log(told("switch")); // expect: switch in -case
try { using t = resource("try"); throw 1; } catch { using c = resource("catch"); log.push("caught"); } finally { using f = resource("finally"); }
console.log(told("tried")); // expect: tried -try caught -catch -finally
// Values, names and errors.
const attempt = operation => { try { return told(operation()); } catch (error) { return told(`${error.name}: ${error.message}`); } };
console.log(attempt(() => { using f = class { static [Symbol.dispose]() {} }; return f.name; })); // expect: f
console.log(attempt(() => { using x = 1; })); // expect: TypeError: 1 is not an object that can be disposed of
console.log(attempt(() => { using a = resource("a"); using x = {}; })); // expect: TypeError: Symbol(Symbol.dispose) is not a function -a
console.log(attempt(() => { using a = resource("a"); a = 1; })); // expect: TypeError: Assignment to constant variable. -a
console.log(attempt(() => { using a = (() => a)(); })); // expect: ReferenceError: Cannot access 'a' before initialization
console.log(attempt(() => {
  using a = { [Symbol.dispose]() { throw new Error("a"); } };
  using b = { [Symbol.dispose]() { throw new Error("b"); } };
  throw new Error("body");
})); // expect: SuppressedError: An error was suppressed during disposal
try {
  using a = { [Symbol.dispose]() { throw 3; } };
  using b = { [Symbol.dispose]() { throw 2; } };
  throw 1;
} catch (error) {
  console.log(error.error, error.suppressed.error, error.suppressed.suppressed); // expect: 3 2 1
}
console.log(attempt(() => { using a = { [Symbol.dispose]() { throw new TypeError("only"); } }; return 1; })); // expect: TypeError: only
console.log(eval("1; { using a = resource('a'); 2; }"), told("eval")); // expect: 2 eval -a
let depth = 0;
const deep = level => { using a = { [Symbol.dispose]() { depth++; } }; return level ? deep(level - 1) : depth; };
console.log(deep(200), depth); // expect: 0 201
