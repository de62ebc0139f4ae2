// A loop over a string needs no result objects, unless `next` was replaced.
const text = 'a𝒳b\ud835é';
const seen = [];
for (const character of text) seen.push(character.length);
console.log(seen.join()); // expect: 1,2,1,1,1
console.log([...text].length, Array.from('xyz').join('-'), new Set('hello').size); // expect: 5 x-y-z 4
const [first, ...others] = 'né€';
console.log(first, others.join('|')); // expect: n é|€
for (const character of 'a<' + 'b'.repeat(40)) if (character === '<') { console.log('left'); break; } // expect: left

const iterator = 'abc'[Symbol.iterator]();
for (const character of iterator) { console.log(character); break; } // expect: a
console.log([...iterator].join(), iterator.next().done, [...iterator].length); // expect: b,c true 0

const prototype = Object.getPrototypeOf(iterator);
const { next } = prototype;
let calls = 0;
prototype.next = function () {
    calls++;
    return next.call(this);
};
for (const character of 'ab') console.log(character);
// expect: a
// expect: b
console.log(calls); // expect: 3
prototype.next = next;
console.log([...'ab'].length, calls); // expect: 2 3
