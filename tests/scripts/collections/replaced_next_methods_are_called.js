const map = new Map([['a', 1], ['b', 2]]);
const set = new Set(['x', 'y']);
const keys = () => {
    const found = [];
    for (const [key, value] of map) found.push(key + value);
    for (const item of set) found.push(item);
    return found.join() + ' ' + [...map.values()].join() + ' ' + Array.from(set.entries()).join(';');
};
console.log(keys()); // expect: a1,b2,x,y 1,2 x,x;y,y
const prototype = Object.getPrototypeOf(new Map().entries());
const next = prototype.next;
let calls = 0;
prototype.next = function () {
    calls++;
    return next.call(this);
};
console.log(keys(), calls); // expect: a1,b2,x,y 1,2 x,x;y,y 6
prototype.next = next;
const own = map.keys();
own.next = () => ({ done: true });
console.log([...own].length, keys()); // expect: 0 a1,b2,x,y 1,2 x,x;y,y

const iterator = map.keys();
console.log(iterator.next().value); // expect: a
for (const key of iterator) console.log(key); // expect: b
console.log(iterator.next().done); // expect: true
const seen = [];
for (const key of map.keys()) {
    seen.push(key);
    if (key === 'a') {
        map.delete('b');
        map.set('c', 3);
    }
}
console.log(seen.join()); // expect: a,c
