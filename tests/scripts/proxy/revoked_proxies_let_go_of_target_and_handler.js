// flags: --expose-gc
const watched = [];
const watch = object => { watched.push(new WeakRef(object)); return object; };
const alive = () => watched.map(reference => reference.deref() !== undefined).join(" ");
const { proxy, revoke } = Proxy.revocable(watch({}), watch({ get: () => "trap" }));
const kept = new Proxy(watch({ name: "kept" }), watch({}));
setTimeout(() => {
  gc();
  console.log(alive(), proxy.x, kept.name); // expect: true true true true trap kept
  revoke();
  setTimeout(() => {
    gc();
    console.log(alive(), typeof proxy, kept.name); // expect: false false true true object kept
  }, 0);
}, 0);
