export let count = 0;
export function increment() {
  count++;
}
let value = 5;
export default value;
value = 6;
