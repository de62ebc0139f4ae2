// One array of four million elements, written at random with young objects.
const array = new Array(4000000).fill(null);
let seed = 1;
function random() { seed = (seed * 16807) % 2147483647; return seed; }
for (let i = 0; i < 2500000; i++) array[random() % array.length] = { i };
