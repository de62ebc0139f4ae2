const map = new Map();
map.set(NaN, 'nan').set(0, 'zero').set('1', 'text').set(1, 'one').set(10n, 'big');
console.log(map.get(NaN), map.get(-0), map.get('1'), map.get(1), map.get(0.5 + 0.5)); // expect: nan zero text one one
console.log(map.get(5n + 5n), map.has('ab'.repeat(20)), map.size); // expect: big false 5
console.log(Object.is([...map.keys()][1], 0)); // expect: true
const half = 'ab'.repeat(10);
map.set(half + half, 'rope');
console.log(map.get('ab'.repeat(20)), map.get('ab'.repeat(19) + 'ab')); // expect: rope rope
const key = {};
console.log(map.has(key), map.set(key, 7).get(key), map.delete(key), map.has(key)); // expect: false 7 true false
