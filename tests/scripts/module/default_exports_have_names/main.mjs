const load = async (text) => (await import('data:text/javascript,' + encodeURIComponent(text))).default;

console.log((await load('export default function () {}')).name); // expect: default
console.log((await load('export default function* () {}')).name); // expect: default
console.log((await load('export default async () => {}')).name); // expect: default
console.log((await load('export default class {}')).name); // expect: default
console.log((await load('export default (class {})')).name); // expect: default
console.log((await load('export default function named() {}')).name); // expect: named
console.log((await load('export default class Named {}')).name); // expect: Named
console.log((await load('export default class { static name() { return 1 } }')).name()); // expect: 1
console.log((await load('export default (0, function () {})')).name === ''); // expect: true
console.log(await load('let x = 1; export { x as default }; x = 2')); // expect: 2
console.log(await load('export default await 3')); // expect: 3
console.log(await load('export default [await 4, await 5].length')); // expect: 2
