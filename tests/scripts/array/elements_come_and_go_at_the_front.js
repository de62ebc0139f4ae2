// Every step is compared with a model that knows only indices.
let seed = 12345;
const random = (n) => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) % n;
const model = { length: 0 };
const generic = Array.prototype;
const array = [];
function check(step) {
  if (array.length !== model.length) throw new Error(`${step}: length ${array.length}, not ${model.length}`);
  for (let i = 0; i < model.length; i++) {
    if (array[i] !== model[i] || i in array !== i in model) throw new Error(`${step}: element ${i}`);
  }
  if (array[array.length] !== undefined || array[-1] !== undefined) throw new Error(`${step}: beyond`);
}
for (let step = 0; step < 600; step++) {
  const value = step % 3 ? step : { step };
  const count = random(9);
  const start = random(array.length + 1);
  const values = Array(count).fill(value);
  switch (random(12)) {
    case 0: case 1: array.push(value); generic.push.call(model, value); break;
    case 2: array.unshift(...values); generic.unshift.call(model, ...values); break;
    case 3: case 4: case 5:
      if (array.shift() !== generic.shift.call(model)) throw new Error('shift');
      break;
    case 6: if (array.length > 60) { array.splice(20); generic.splice.call(model, 20); } break;
    case 7: array.splice(start, count, value); generic.splice.call(model, start, count, value); break;
    case 8: array.splice(start, 1, ...values); generic.splice.call(model, start, 1, ...values); break;
    case 9: array.length += 3; model.length += 3; break;
    case 10: array.push(...values); generic.push.call(model, ...values); break;
    case 11: if (array.pop() !== generic.pop.call(model)) throw new Error('pop'); break;
  }
  check(step);
}
console.log('done'); // expect: done

// Named properties live beside the elements, and so does the identity hash.
const both = [1, 2, 3, 4, 5];
const map = new Map([[both, 'found']]);
const weak = new WeakMap([[both, 'kept']]);
for (let i = 0; i < 5; i++) {
  both.shift();
  both['name' + i] = i;
  both.unshift(i, -i);
}
both.push('last');
both.first = 'first';
for (let i = 0; i < 40; i++) both.shift();
for (let i = 0; i < 20; i++) both['more' + i] = i;
for (let i = 0; i < 20; i++) both.unshift(i);
console.log(map.get(both), weak.get(both), both.name0, both.name4, both.first, both.more19, both.length, both[0]); // expect: found kept 0 4 first 19 20 19
delete both.name1;
both.shift();
both.unshift('a', 'b');
console.log(both.more0, both.name1, both.length, both[0], both[21], Object.keys(both).length); // expect: 0 undefined 21 a undefined 46
console.log(map.has(both), new Set([both]).has(both), weak.has(both)); // expect: true true true

// Holes stay holes, and may be looked up on the prototype.
const holey = [, 1, , 2];
holey.shift();
console.log(0 in holey, 1 in holey, holey.length); // expect: true false 3
holey.unshift('x');
console.log(JSON.stringify(holey), 2 in holey); // expect: ["x",1,null,2] false
Array.prototype[1] = 'inherited';
const late = [0, , 2];
console.log(late.shift(), late[0], late.length, 0 in late); // expect: 0 inherited 2 true
console.log(late.unshift('y'), late.join()); // expect: 3 y,inherited,2
delete Array.prototype[1];

// What is fixed cannot go.
for (const fix of [Object.freeze, Object.seal, Object.preventExtensions, (a) => Object.defineProperty(a, 'length', { writable: false })]) {
  const fixed = fix([1, 2, 3]);
  for (const change of [(a) => a.shift(), (a) => a.unshift(0), (a) => a.splice(0, 1)]) {
    try {
      change(fixed);
      console.log('done', fixed.join());
    } catch (error) {
      console.log(error.message, fixed.join());
    }
  }
}
// expect: Cannot assign to read only property '0' of object '[object Array]' 1,2,3
// expect: Cannot add property 3, object is not extensible 1,2,3
// expect: Cannot assign to read only property '0' of object '[object Array]' 1,2,3
// expect: Cannot delete property '2' of [object Array] 2,3,3
// expect: Cannot add property 3, object is not extensible 2,3,3
// expect: Cannot delete property '2' of [object Array] 3,3,3
// expect: done 2,3
// expect: Cannot add property 2, object is not extensible 2,3
// expect: done 3
// expect: Cannot assign to read only property 'length' of object '[object Array]' 2,3,
// expect: Cannot assign to read only property 'length' of object '[object Array]' 0,2,3
// expect: Cannot assign to read only property 'length' of object '[object Array]' 2,3,

// A callback takes elements away under an iteration.
const walked = [1, 2, 3, 4, 5, 6];
const seen = [];
walked.forEach((value) => {
  seen.push(value);
  walked.shift();
});
console.log(seen.join(), walked.join()); // expect: 1,3,5 4,5,6
const iterated = [1, 2, 3, 4, 5, 6, 7];
const rest = [];
for (const value of iterated) rest.push(value, iterated.shift());
console.log(rest.join(), iterated.join()); // expect: 1,1,3,2,5,3,7,4 5,6,7
const sorted = [3, 1, 2];
sorted.sort((a, b) => (sorted.shift(), a - b));
console.log(sorted.join()); // expect: 1,2,3
console.log([5, 1, 4].map((value, index, all) => (all.shift(), value)).join()); // expect: 5,4,
