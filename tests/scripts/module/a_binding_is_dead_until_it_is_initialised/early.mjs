import def, { variable, constant, Class, hoisted } from './main.mjs';
import * as main from './main.mjs';

export const attempts = [];
const reads = [
  () => variable,
  () => constant,
  () => Class,
  () => hoisted,
  () => def,
  () => typeof variable,
  () => main.variable,
  () => Object.keys(main),
  () => 'variable' in main,
];
for (const read of reads) {
  try {
    attempts.push(read());
  } catch (error) {
    attempts.push(String(error));
  }
}
