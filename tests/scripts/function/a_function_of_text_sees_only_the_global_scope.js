globalThis.place = "global";
function make() {
  const place = "local";
  return new Function("return typeof place === 'string' && place");
}
console.log(make()()); // expect: global
try {
  new Function("/*", "*/){");
} catch (error) {
  console.log(error instanceof SyntaxError); // expect: true
}
console.log(Function("...list", "return list.length")(1, 2, 3)); // expect: 3
