import { attempts } from './early.mjs';

export let variable = 1;
export const constant = 2;
export class Class {}
export var hoisted = 3;
export default 4;

// What early.mjs, which runs before this, found.
for (const attempt of attempts) console.log(attempt);
// expect: ReferenceError: Cannot access 'variable' before initialization
// expect: ReferenceError: Cannot access 'constant' before initialization
// expect: ReferenceError: Cannot access 'Class' before initialization
// expect: undefined
// expect: ReferenceError: Cannot access 'def' before initialization
// expect: ReferenceError: Cannot access 'variable' before initialization
// expect: ReferenceError: Cannot access 'variable' before initialization
// expect: ReferenceError: Cannot access 'Class' before initialization
// expect: true
