// Loops over plain arrays walk them by index only as long as nobody can tell.
function sum(list) {
    let total = 0;
    for (const item of list) total += item;
    return total;
}
function firstTwo(list) {
    const [a, b] = list;
    return a + ',' + b;
}
const list = [1, 2, 3];
console.log(sum(list), firstTwo(list)); // expect: 6 1,2

function walk(items) {
    let index = 0;
    return { next: () => (index < items.length ? { value: items[index++], done: false } : { done: true }) };
}
const iterators = Object.getPrototypeOf([][Symbol.iterator]());
const next = iterators.next;
iterators.next = function () {
    const result = next.call(this);
    if (!result.done) result.value *= 10;
    return result;
};
console.log(sum(list), firstTwo(list), Math.max(...list)); // expect: 60 10,20 30
iterators.next = next;
console.log(sum(list), firstTwo(list)); // expect: 6 1,2

const values = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = function () {
    return walk({ length: 2, 0: 100, 1: this.length });
};
console.log(sum(list), firstTwo(list), [...list].length); // expect: 103 100,3 2
Array.prototype[Symbol.iterator] = values;
console.log(sum(list), firstTwo(list)); // expect: 6 1,2

const own = [1, 2];
own[Symbol.iterator] = () => walk({ length: 1, 0: 7 });
console.log(sum(own), sum(list)); // expect: 7 6

class Twice extends Array {
    [Symbol.iterator]() {
        return walk(this.map((x) => x * 2));
    }
}
console.log(sum(Twice.of(1, 2, 3)), sum(list)); // expect: 12 6

delete iterators.next;
try {
    sum(list);
} catch (error) {
    console.log(error.name); // expect: TypeError
}
iterators.next = next;
delete Array.prototype[Symbol.iterator];
try {
    sum(list);
} catch (error) {
    console.log(error.message); // expect: list is not iterable
}
