// Closures and their contexts.
class Planted {}
const planted = 50_000;
function make(i) {
  const held = new Planted();
  let count = i;
  return () => (count++, held);
}
globalThis.closures = [];
for (let i = 0; i < planted; i++) closures.push(make(i));
