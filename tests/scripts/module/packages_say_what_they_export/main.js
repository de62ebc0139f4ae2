import main from 'both';
import { feature } from 'both/features/a';
import self from 'self-named/inside';
import internal from '#internal';
import dependency from '#dependency';
import old from 'old';
import deep from 'old/lib/deep.js';
import { createRequire } from 'node:module';

console.log(main, feature, self, internal, dependency, old, deep); // expect: import a inside internal import old deep
const require = createRequire(import.meta.url);
console.log(require('both'), require('self-named/inside').default, require('#internal').default); // expect: require inside internal
const code = (act) => Promise.resolve().then(act).then(() => 'found', (error) => error.code);
console.log(await code(() => import('both/features/secret/x'))); // expect: ERR_PACKAGE_PATH_NOT_EXPORTED
console.log(await code(() => require('both/src/main.mjs'))); // expect: ERR_PACKAGE_PATH_NOT_EXPORTED
console.log(await code(() => import('#undefined'))); // expect: ERR_PACKAGE_IMPORT_NOT_DEFINED
console.log(await code(() => import('old/lib'))); // expect: ERR_UNSUPPORTED_DIR_IMPORT
console.log(await code(() => import('absent'))); // expect: ERR_MODULE_NOT_FOUND
console.log(await code(() => import('./absent.js'))); // expect: ERR_MODULE_NOT_FOUND
console.log(await code(() => import('./a%2fb.js'))); // expect: ERR_INVALID_MODULE_SPECIFIER
console.log(await code(() => import('.hidden'))); // expect: ERR_INVALID_MODULE_SPECIFIER
console.log(await code(() => import('https://example.org/a.js'))); // expect: ERR_UNSUPPORTED_ESM_URL_SCHEME
console.log(await code(() => import('node:absent'))); // expect: ERR_UNKNOWN_BUILTIN_MODULE
console.log(import.meta.resolve('both').endsWith('/node_modules/both/src/main.mjs'), import.meta.resolve('fs')); // expect: true node:fs
console.log(import.meta.filename.endsWith('main.js'), import.meta.url === 'file://' + import.meta.filename); // expect: true true
console.log(import.meta === import.meta, Object.keys(import.meta).join()); // expect: true dirname,filename,resolve,url
