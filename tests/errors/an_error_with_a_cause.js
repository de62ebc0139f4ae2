function load() {
  try {
    null.x;
  } catch (cause) {
    throw new Error('cannot load', { cause });
  }
}
load();
