const seen = [];
const see = (key, value, context) => {
  seen.push(`${key}:${Object.keys(context)}:${context.source}`);
  return value;
};
JSON.parse(' {"a": [1.0, -0, "\\u0041", [ ], {}], "2": true, "1": null, "a b": 1e3 } ', see);
console.log(seen.join(" ")); // expect: 1:source:null 2:source:true 0:source:1.0 1:source:-0 2:source:"\u0041" 3::undefined 4::undefined a::undefined a b:source:1e3 ::undefined
const big = JSON.parse('{"id": 12345678901234567890}', (key, value, { source }) => key === "id" ? BigInt(source) : value);
console.log(big.id === 12345678901234567890n); // expect: true

// The last of two equal keys is the one that counts.
JSON.parse('{"a": 1, "b": 2, "a": 3.0}', (key, value, context) => { if (key) console.log(key, value, context.source); return value; });
// expect: a 3 3.0
// expect: b 2 2

// What the reviver has put somewhere has no source.
const replaced = JSON.parse("[1, 2, 3]", function (key, value, context) {
  if (key === "0") this[1] = 3;
  if (key === "1") this[2] = 3;
  return Array.isArray(value) ? value : `${value}<${context.source}>`;
});
console.log(replaced.join()); // expect: 1<1>,3<undefined>,3<3>
const grown = JSON.parse('[0, {"x": [7]}]', function (key, value, context) {
  if (value === 0) this[1] = { x: [7] };
  return typeof value === "number" ? `${value}<${context.source}>` : value;
});
console.log(JSON.stringify(grown)); // expect: ["0<0>",{"x":["7<undefined>"]}]

const deep = "[".repeat(500) + "7.50" + "]".repeat(500);
let found;
JSON.parse(deep, (key, value, { source }) => { found ??= source; return value; });
console.log(found); // expect: 7.50
const wide = JSON.parse(`{${Array.from({ length: 300 }, (_, index) => `"k${index}": ${index}.0`)}}`, (key, value, { source }) => source ?? value);
console.log(wide.k0, wide.k299, Object.keys(wide).length); // expect: 0.0 299.0 300

const raw = JSON.rawJSON("1e1000");
console.log(JSON.stringify({ raw, list: [raw, JSON.rawJSON('"x"')] })); // expect: {"raw":1e1000,"list":[1e1000,"x"]}
console.log(JSON.isRawJSON(raw), JSON.isRawJSON({ rawJSON: "1" }), Object.getPrototypeOf(raw), Object.isFrozen(raw)); // expect: true false null true
for (const text of ["", " 1", "1\n", "{}", "[]", "x", "1 2", undefined]) {
  try {
    JSON.rawJSON(text);
    console.log("no error");
  } catch (error) {
    if (error.name !== "SyntaxError") console.log(error.name);
  }
}
try {
  JSON.rawJSON(Symbol());
} catch (error) {
  console.log(error.name); // expect: TypeError
}
console.log(JSON.stringify({ a: raw }, (key, value) => JSON.isRawJSON(value) ? JSON.rawJSON("7") : value)); // expect: {"a":7}
