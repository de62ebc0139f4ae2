const log = [];
const traced = target => new Proxy(target, new Proxy({}, {
  get(_, trap) {
    return (...list) => {
      log.push(`${trap}${typeof list[1] === "string" ? ":" + list[1] : ""}`);
      return Reflect[trap](...list);
    };
  },
}));
const said = value => `${value} [${log.splice(0).join(" ")}]`;
console.log(said(JSON.stringify(traced({ a: 1, b: [2] })))); // expect: {"a":1,"b":[2]} [get:toJSON ownKeys getOwnPropertyDescriptor:a getOwnPropertyDescriptor:b get:a get:b]
console.log(said(JSON.stringify(traced([1, traced([2])])))); // expect: [1,[2]] [get:toJSON get:length get:0 get:1 get:toJSON get:length get:0]
console.log(said(JSON.stringify(traced({ toJSON: key => `json ${key}` })))); // expect: "json " [get:toJSON]
console.log(said(JSON.stringify({ f: traced(() => 1), g: traced(() => 1) }))); // expect: {} [get:toJSON get:toJSON]
console.log(said(JSON.stringify([traced(() => 1)]))); // expect: [null] [get:toJSON]
console.log(said(JSON.stringify({ a: 1, b: 2 }, traced(["b"])))); // expect: {"b":2} [get:length get:0]
console.log(said(JSON.stringify({ a: 1, b: 2 }, traced((key, value) => key === "a" ? undefined : value)))); // expect: {"b":2} [apply apply apply]
console.log(said(JSON.stringify(new Proxy([], { get: (target, key) => key === "length" ? 2 : key === "toJSON" ? undefined : `at ${key}` })))); // expect: ["at 0","at 1"] []
console.log(said(JSON.stringify(new Proxy({}, {
// expect: {
// expect:  "x": "xx"
// expect: } []
  ownKeys: () => ["x", "y"],
  get: (target, key) => key === "toJSON" ? undefined : key + key,
  getOwnPropertyDescriptor: (target, key) => ({ enumerable: key === "x", configurable: true }),
}), null, 1)));
console.log(said(JSON.stringify(JSON.parse("{\"a\":[1,2],\"b\":3}", function (key, value) { return key === "a" ? traced(value) : value; }))));
// expect: {"a":[1,2],"b":3} [get:toJSON get:length get:0 get:1]
console.log(said(JSON.stringify(JSON.parse("[[1],2]", function (key, value) { if (key === "0" && Array.isArray(this) && this.length === 2) this[1] = traced({ c: 1 }); return value; }))));
// expect: [[1],{"c":1}] [ownKeys getOwnPropertyDescriptor:c get:c defineProperty:c get:toJSON ownKeys getOwnPropertyDescriptor:c get:c]
const ring = {};
ring.self = new Proxy(ring, {});
try { JSON.stringify(ring); } catch (error) { console.log(error.name, error.message.split("\n")[0]); } // expect: TypeError Converting circular structure to JSON
