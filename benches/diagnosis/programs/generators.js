// Suspended generators.
class Planted {}
const planted = 50_000;
function* walk(object) {
  const local = { object };
  yield local;
  yield object;
}
globalThis.generators = [];
for (let i = 0; i < planted; i++) {
  const generator = walk(new Planted());
  generator.next();
  generators.push(generator);
}
