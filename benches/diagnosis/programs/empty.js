// Nothing but the class.
class Planted {}
globalThis.kept = [new Planted()];
const planted = 1;
