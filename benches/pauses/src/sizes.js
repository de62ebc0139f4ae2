// OBJECTS objects of three fields, all alive: what it takes to mark and sweep them, several times; then ordinary work that
// puts others in the place of some, so that the collector has to mark in its own time.
'use strict';
const [objects, rounds] = process.argv.slice(2).map(Number);
const PART = 10000;

const parts = [];
for (let i = 0; i < objects; i += PART) {
  const part = [];
  for (let j = 0; j < PART; j++) part.push({ i: i + j, part, next: null });
  parts.push(part);
}
gc();

const used = process.memoryUsage().heapUsed;
const before = process.cpuUsage();
for (let i = 0; i < rounds; i++) gc();
const { user, system } = process.cpuUsage(before);

console.log('full');
let seed = 1;
function random() { seed = (seed * 16807) % 2147483647; return seed; }
for (let i = 0; i < 1.5 * objects; i++) {
  const part = parts[random() % parts.length];
  part[random() % PART] = { i, part, next: null };
}
for (const part of parts) {
  if (part.some((object) => object.part !== part)) throw new Error('an object was damaged');
}
console.log('figures', (used / 1e6).toFixed(0), ((user + system) / 1e3 / rounds).toFixed(1));
