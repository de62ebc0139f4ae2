let count = 0;
const counting = new Proxy({}, {
  get: (target, key) => key === "toString" ? undefined : ++count,
  has: () => ++count % 2 === 0,
  set: (target, key, value) => { count += value; return true; },
});
const read = object => object.x;
const write = (object, value) => { object.x = value; };
const call = object => object.f();
const objects = [{ x: "plain" }, counting, { x: "plain", y: 1 }, Object.create(counting), Object.create({ x: "inherited" })];
let text = "";
for (let round = 0; round < 120; round++) {
  for (const object of objects) text = read(object) + text.slice(0, 40);
}
console.log(text, count); // expect: inherited240plain239plaininherited238plain237plai 240
for (let round = 0; round < 100; round++) { write(counting, 1); write(objects[3], 1); }
console.log(count, Object.keys(objects[3]).length); // expect: 440 0
// A prototype that becomes a proxy, or gets one above it, is asked from then on.
const parent = { f: () => "parent", x: "parent" };
const children = [Object.create(parent), Object.create(parent)];
for (let round = 0; round < 120; round++) { read(children[0]); call(children[1]); }
console.log(read(children[0]), call(children[1])); // expect: parent parent
Object.setPrototypeOf(children[0], new Proxy(parent, { get: (target, key) => key === "f" ? () => "proxy" : `proxy ${key}` }));
console.log(read(children[0]), call(children[0]), read(children[1]), call(children[1])); // expect: proxy x proxy parent parent
const grand = Object.create(parent);
const miss = object => object.missing;
for (let round = 0; round < 120; round++) miss(grand);
console.log(miss(grand)); // expect: undefined
Object.setPrototypeOf(parent, new Proxy(Object.prototype, { get: (target, key, receiver) => key === "missing" ? "found" : Reflect.get(target, key, receiver) }));
console.log(miss(grand), miss(children[1]), read(children[1])); // expect: found found parent
// A store that added a property by a cached transition meets a setter trap.
const stored = [];
function Box() { this.value = 1; }
for (let round = 0; round < 120; round++) new Box();
Object.setPrototypeOf(Box.prototype, new Proxy({}, { set: (target, key, value, receiver) => { stored.push(key); return Reflect.defineProperty(receiver, key, { value: value * 2, configurable: true }); } }));
console.log(new Box().value, stored.join()); // expect: 2 value
const strings = [];
for (let round = 0; round < 120; round++) "text".extra;
Object.setPrototypeOf(String.prototype, new Proxy(Object.prototype, { get: (target, key, receiver) => key === "extra" ? `extra ${receiver}` : Reflect.get(target, key, receiver) }));
console.log("text".extra, "text".length, "text".toUpperCase()); // expect: extra text 4 TEXT
const elements = [];
const element = (list, index) => list[index];
const put = (list, index) => { list[index] = index; };
const lists = [[1, 2, 3], new Proxy([1, 2, 3], { get: (target, key) => `element ${String(key)}` }), Object.assign(Object.create(new Proxy({}, { get: (target, key) => `inherited ${String(key)}` })), { 0: 1 })];
for (let round = 0; round < 100; round++) for (const list of lists) { element(list, 0); put(list, 1); }
console.log(lists.map(list => element(list, 0)).join(), lists.map(list => element(list, 2)).join()); // expect: 1,element 0,1 3,element 2,inherited 2
