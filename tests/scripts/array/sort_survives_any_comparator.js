// A comparator need not be an order, may throw, and may change the array under the sort.
const numbers = Array.from({ length: 500 }, (_, index) => (index * 7919) % 503);
const sum = (values) => values.reduce((total, value) => total + value, 0);

const contradictory = numbers.slice().sort(() => 1);
console.log(sum(contradictory) === sum(numbers)); // expect: true

let toggle = false;
const erratic = numbers.slice().sort(() => ((toggle = !toggle) ? 1 : -1));
console.log(sum(erratic) === sum(numbers)); // expect: true

const shrinking = numbers.slice();
shrinking.sort((left, right) => {
    shrinking.length = 0;
    return left - right;
});
console.log(shrinking.length, shrinking[0], shrinking[499]); // expect: 500 0 502

const growing = [3, 1, 2];
growing.sort((left, right) => {
    growing.push(0);
    return left - right;
});
console.log(growing.slice(0, 3).join()); // expect: 1,2,3

const untouched = [3, 1, 2];
try {
    untouched.sort(() => {
        throw new RangeError('no');
    });
} catch (error) {
    console.log(error.message, untouched.join()); // expect: no 3,1,2
}
console.log([2, 1].sort(() => ({})).join()); // expect: 2,1
console.log([1, 2].sort(() => 1n << 0n === 1n).join()); // expect: 1,2
[1, 2].sort(1); // expect TypeError: The comparison function must be either a function or undefined
