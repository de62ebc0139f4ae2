import data from './data.json' with { type: 'json' };
import * as ns from './data.json' with { type: 'json' };
import text from 'data:text/javascript,export default import.meta.url.slice(0, 5)';
import encoded from 'data:text/javascript;base64,ZXhwb3J0IGRlZmF1bHQgImJhc2U2NCI=';
import list from 'data:application/json,[1,2]' with { type: 'json' };

console.log(data, ns); // expect: { a: [ 1, { b: null } ] } [Module: null prototype] { default: { a: [ 1, [Object] ] } }
console.log(text, encoded, list); // expect: data: base64 [ 1, 2 ]
const failed = (specifier, options) => import(specifier, options).then(() => 'loaded', (error) => `${error.code ?? error.name}`);
console.log(await failed('./data.json')); // expect: ERR_IMPORT_ASSERTION_TYPE_MISSING
console.log(await failed('./main.mjs', { with: { type: 'json' } })); // expect: ERR_IMPORT_ASSERTION_TYPE_FAILED
console.log(await failed('./data.json', { with: { type: 'css' } })); // expect: ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED
console.log(await failed('./broken.json', { with: { type: 'json' } })); // expect: SyntaxError
console.log(await failed('data:text/css,a{}')); // expect: ERR_UNKNOWN_MODULE_FORMAT
// What stands behind the padding does not count.
import padded from 'data:text/javascript;base64,ZXhwb3J0IGRlZmF1bHQgMQ==ZXhwb3J0IGRlZmF1bHQgMQ==';
console.log(padded); // expect: 1
