import whole, { a, b, c } from './named.cjs';
import * as reexported from './reexports.cjs';
import fs, { readFileSync } from 'node:fs';
import { createRequire } from 'module';

console.log(a, b, typeof c, whole); // expect: 1 2 function { a: 1, b: 2, c: [Function: value] }
console.log(Object.keys(reexported), reexported.default === whole); // expect: [ 'a', 'b', 'c', 'default' ] true
console.log(fs.readFileSync === readFileSync); // expect: true
const require = createRequire(import.meta.url);
console.log(require('./named.cjs') === whole); // expect: true
console.log((await import('./primitive.cjs')).default); // expect: 7
const error = await import('./throws.cjs').catch((error) => error);
console.log(error.message, (await import('./throws.cjs').catch((error) => error)) === error); // expect: commonjs true
