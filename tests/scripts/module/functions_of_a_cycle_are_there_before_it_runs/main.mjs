import { seen } from './other.mjs';

export function plain() {
  return [typeof helper, later];
}
export async function* generator() {}
export default function () {}
function helper() {}
var later = 'set';

console.log(...seen); // expect: plain function undefined generator default
console.log(plain()); // expect: [ 'function', 'set' ]
