export let value = 1;
export function change() {
  value = 2;
}
