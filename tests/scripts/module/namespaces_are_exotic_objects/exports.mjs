export const z = 1;
export let b = 2;
const text = 3, index = 'index';
export { text as 'é ü', index as '1' };
export default 'd';
