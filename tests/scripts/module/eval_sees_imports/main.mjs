import { value, change } from './value.mjs';
import * as ns from './value.mjs';

let own = 'own';
export let exported = 'exported';
console.log(eval('value'), eval('own + exported'), eval('ns.value')); // expect: 1 ownexported 1
change();
console.log(eval('(() => eval("value"))()'), eval('typeof ns')); // expect: 2 object
console.log(eval('this'), eval('(() => this)()'), eval('typeof arguments')); // expect: undefined undefined undefined
const attempt = (text) => {
  try {
    return eval(text);
  } catch (error) {
    return String(error);
  }
};
console.log(attempt('value = 3')); // expect: TypeError: Assignment to constant variable.
console.log(attempt('import.meta')); // expect: SyntaxError: Cannot use 'import.meta' outside a module
eval('var local = 1; exported = "changed"');
console.log(typeof local, exported); // expect: undefined changed
try {
  eval('new.target');
} catch (error) {
  console.log(String(error)); // expect: SyntaxError: new.target expression is not allowed here
}
