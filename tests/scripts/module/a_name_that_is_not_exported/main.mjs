// expect stderr: /a_name_that_is_not_exported/main.mjs:5
// expect stderr:         ^^^^^^
// expect SyntaxError: The requested module './empty.mjs' does not provide an export named 'absent'
console.log('never');
import { absent } from './empty.mjs';
