const failed = async (specifier) => {
  try {
    await import(specifier);
  } catch (error) {
    return error;
  }
};
const first = await failed('./throws.mjs');
console.log(first.message, globalThis.runs); // expect: kept 1
console.log((await failed('./throws.mjs')) === first, globalThis.runs); // expect: true 1
console.log((await failed('./parent.mjs')) === first, (await failed('./parent.mjs')) === first); // expect: true true
const later = await failed('./rejects.mjs');
console.log(later.message, (await failed('./rejects.mjs')) === later); // expect: later true
const syntax = await failed('./syntax.mjs');
console.log(String(syntax)); // expect: SyntaxError: Unexpected token ';'
console.log(String(await failed('./missing_name.mjs'))); // expect: SyntaxError: The requested module './throws.mjs' does not provide an export named 'absent'
console.log(globalThis.runs); // expect: 1
console.log(String(await failed('./conflict.mjs'))); // expect: SyntaxError: The requested module './star.mjs' contains conflicting star exports for name 'same'
