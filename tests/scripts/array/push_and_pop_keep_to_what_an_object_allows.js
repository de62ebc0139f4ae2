'use strict';
const attempt = (steps) => {
    try {
        return steps();
    } catch (error) {
        return error.name;
    }
};
const frozen = Object.freeze([1]);
console.log(attempt(() => frozen.push(2)), attempt(() => frozen.pop()), frozen.length); // expect: TypeError TypeError 1
const sealed = Object.seal([1]);
console.log(attempt(() => sealed.push(2)), attempt(() => sealed.pop()), sealed.length); // expect: TypeError TypeError 1
const fixed = Object.defineProperty([1, 2], 'length', { writable: false });
console.log(attempt(() => fixed.push(2)), attempt(() => fixed.pop()), fixed.length); // expect: TypeError TypeError 2

const list = [];
for (let i = 0; i < 40; i++) list.push(i);
let sum = 0;
while (list.length) sum += list.pop();
console.log(sum, list.length, list.pop(), list[0]); // expect: 780 0 undefined undefined
list.push(1, 2);
list.length = 0;
list[0] = 'x';
console.log(list.length, list.pop(), list.length); // expect: 1 x 0

Object.defineProperty(Array.prototype, 3, {
    set(value) {
        globalThis.told = value;
    },
    configurable: true,
});
const three = [0, 1, 2];
three.push('set');
console.log(three.length, Object.hasOwn(three, 3), globalThis.told); // expect: 4 false set
three.length = 3;
three[3] = 'again';
console.log(three.length, globalThis.told); // expect: 3 again
console.log([1, 2, 3, 4].map((x) => x + 1)[3]); // expect: 5
delete Array.prototype[3];

const holes = [1, , 3];
holes.length = 2;
Object.prototype[1] = 'from afar';
console.log(holes.pop(), holes.length); // expect: from afar 1
delete Object.prototype[1];
class Stack extends Array {
    push(item) {
        return super.push('<' + item + '>');
    }
}
const stack = new Stack();
console.log(stack.push(1), stack.pop(), stack.length); // expect: 1 <1> 0
