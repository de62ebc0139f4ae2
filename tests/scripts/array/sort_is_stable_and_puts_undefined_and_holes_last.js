const cards = [];
for (let index = 0; index < 300; index++) cards.push({ suit: index % 4, index });
cards.sort((left, right) => left.suit - right.suit);
let stable = true;
for (let index = 1; index < cards.length; index++) {
    const [before, after] = [cards[index - 1], cards[index]];
    if (before.suit > after.suit || (before.suit === after.suit && before.index > after.index)) stable = false;
}
console.log(stable); // expect: true

const holey = [3, undefined, 1, , 2];
holey.sort();
console.log(JSON.stringify(holey), 3 in holey, 4 in holey); // expect: [1,2,3,null,null] true false
console.log([10, 9, 1, -1, -10].sort().join()); // expect: -1,-10,1,10,9
console.log(['b', undefined, 'a', 10, null, true].sort().join()); // expect: 10,a,b,,true,
console.log([3, , 1].toSorted().length, 2 in [3, , 1].toSorted()); // expect: 3 true
