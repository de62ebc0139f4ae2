const holey = [1, , 3];
let visited = 0;
holey.forEach(() => visited++);
console.log(visited, holey.map((x) => x * 2).hasOwnProperty(1)); // expect: 2 false
console.log(holey.indexOf(undefined), holey.includes(undefined), holey.findIndex((x) => x === undefined)); // expect: -1 true 1

Array.prototype[1] = 'inherited';
console.log(holey.join(), holey.includes('inherited'), holey.slice().hasOwnProperty(1)); // expect: 1,inherited,3 true true
console.log([1, , 3].concat([4]).hasOwnProperty(1), [, 'x'].reverse()[0]); // expect: true x
console.log([1, , 3].copyWithin(0, 1).join()); // expect: inherited,3,3
delete Array.prototype[1];
console.log([1, , 3].pop(), [, 2].shift(), [1, , 3].splice(0, 2).length); // expect: 3 undefined 2
