const show = (iterator) => JSON.stringify([...iterator]);
console.log(show(Iterator.zip([[1, 2, 3], "ab".split("")]))); // expect: [[1,"a"],[2,"b"]]
console.log(show(Iterator.zip([[1], [2, 3]], { mode: "longest" }))); // expect: [[1,2],[null,3]]
console.log(show(Iterator.zip([[1], [2, 3], []], { mode: "longest", padding: ["p", "q"] }))); // expect: [[1,2,null],["p",3,null]]
console.log(show(Iterator.zip([])), show(Iterator.zip([[1, 2], [3, 4]], { mode: "strict" }))); // expect: [] [[1,3],[2,4]]
console.log(show(Iterator.zipKeyed({ a: [1, 2], b: new Set([3, 4]), c: undefined }))); // expect: [{"a":1,"b":3},{"a":2,"b":4}]
const keyed = Iterator.zipKeyed({ a: [1], b: [2, 3] }, { mode: "longest", padding: { a: "x" } });
console.log(show(keyed), Object.getPrototypeOf(Iterator.zipKeyed({ a: [1] }).next().value)); // expect: [{"a":1,"b":2},{"a":"x","b":3}] null

const log = [];
const counter = (name, end) => ({
  __proto__: Iterator.prototype,
  count: 0,
  next() { log.push(`${name} next`); return { value: this.count, done: this.count++ >= end }; },
  return() { log.push(`${name} return`); return {}; },
});
const flush = () => log.splice(0).join();
try {
  show(Iterator.zip([counter("a", 1), counter("b", 2), counter("c", 2)], { mode: "strict" }));
} catch (error) {
  console.log(error.name, flush()); // expect: TypeError a next,b next,c next,a next,b next,c return,b return
}
try {
  show(Iterator.zip([counter("a", 2), counter("b", 1), counter("c", 2)], { mode: "strict" }));
} catch (error) {
  console.log(error.name, flush()); // expect: TypeError a next,b next,c next,a next,b next,c return,a return
}
show(Iterator.zip([counter("a", 2), counter("b", 1)]));
console.log(flush()); // expect: a next,b next,a next,b next,a return
const zip = Iterator.zip([counter("a", 2), counter("b", 1)]);
zip.return();
console.log(flush(), JSON.stringify(zip.next())); // expect: b return,a return {"done":true}
try {
  Iterator.zip([counter("a", 2), 7]);
} catch (error) {
  console.log(error.name, flush()); // expect: TypeError a return
}
try {
  Iterator.zip([counter("a", 2)], { mode: "other" });
} catch (error) {
  console.log(error.name, flush() === ""); // expect: TypeError true
}
const many = Array.from({ length: 40 }, (_, index) => Array.from({ length: 20 }, (_, place) => `${index}-${place}`).values());
const rows = [...Iterator.zip(many)];
console.log(rows.length, rows[19][39], Iterator.zip([[1]]) instanceof Iterator); // expect: 20 39-19 true
