const grown = [1, 2];
const seen = [];
for (const item of grown) {
    seen.push(item);
    if (grown.length < 5) grown.push(item * 10);
}
console.log(seen.join()); // expect: 1,2,10,20,100

const cut = [1, 2, 3, 4];
const left = [];
for (const item of cut) {
    left.push(item);
    cut.length = 2;
}
console.log(left.join()); // expect: 1,2

const holey = [1, , 3];
Array.prototype[1] = 'inherited';
console.log([...holey].join(), Array.from(holey).join()); // expect: 1,inherited,3 1,inherited,3
for (const [index, item] of holey.entries()) console.log(index, item);
// expect: 0 1
// expect: 1 inherited
// expect: 2 3
delete Array.prototype[1];

const [first, ...rest] = holey;
console.log(first, rest, rest.length); // expect: 1 [ undefined, 3 ] 2

const short = [1, 2, 3, 4, 5];
console.log(short.map((x, i) => (i === 1 ? (short.length = 3) : x)).length); // expect: 5
const log = [];
[1, 2, 3].forEach((x, i, all) => {
    log.push(x);
    if (i === 0) all.pop();
});
console.log(log.join()); // expect: 1,2
