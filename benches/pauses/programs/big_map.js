// A map that grows to a million entries, and its rehashes.
const map = new Map();
for (let i = 0; i < 1000000; i++) map.set('key' + i, { i });
let sum = 0;
for (let i = 0; i < 1000000; i++) sum += map.get('key' + ((i * 7919) % 1000000)).i;
