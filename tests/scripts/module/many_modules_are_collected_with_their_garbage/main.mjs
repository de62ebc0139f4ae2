// Modules stay; what they make and drop does not.
const sums = [];
for (let number = 0; number < 60; number++) {
  const text = `
    import { join } from 'path';
    const kept = Array.from({ length: 20 }, (_, index) => ({ index, text: join('${number}', String(index)) }));
    export const sum = () => kept.reduce((sum, { index }) => sum + index, 0);
    export let changing = ${number};
    export const change = () => { changing = { changing }; return changing.changing; };
    await null;
    export default kept.map(({ text }) => text).at(-1);`;
  const module = await import('data:text/javascript,' + encodeURIComponent(text));
  sums.push([module.sum(), module.default, module.change(), typeof module.changing]);
}
console.log(sums.length, sums[0], sums[59]); // expect: 60 [ 190, '0/19', 0, 'object' ] [ 190, '59/19', 59, 'object' ]
console.log(sums.every(([sum], index) => sum === 190 && sums[index][2] === index)); // expect: true
