class Shop {
    buy() {
        return new Error('sold out');
    }
}
function make() {
    return new Shop().buy();
}
const error = make();
function elsewhere() {
    return error.stack;
}
Shop.prototype.buy = null;
const lines = elsewhere().split('\n');
console.log(lines[0]); // expect: Error: sold out
console.log(lines[1].trim().startsWith('at Shop.buy'), lines[1].includes(':3:16')); // expect: true true
console.log(lines[2].trim().startsWith('at make'), lines[2].includes(':7:23')); // expect: true true
console.log(elsewhere() === error.stack); // expect: true

class Wrong extends Error {
    constructor(text) {
        super(text);
    }
}
const made = [1].map(() => new Wrong('x'))[0].stack.split('\n');
console.log(made[0], made[1].trim().startsWith('at new Wrong') || made[1].trim().startsWith('at ')); // expect: Error: x true
console.log(made.some((line) => line.includes('at Array.map (<anonymous>)'))); // expect: true
const many = [];
for (let i = 0; i < 40; i++) many.push(new Wrong('number ' + i));
console.log(many[39].stack.split('\n')[0], many.every((one) => one.message.startsWith('number'))); // expect: Error: number 39 true
