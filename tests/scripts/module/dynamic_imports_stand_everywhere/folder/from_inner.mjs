export const { value } = await eval("import('./inner.mjs')");
