class Stack extends Array {}
const stack = Stack.from([1, 2, 3]);
console.log(stack.map((x) => x) instanceof Stack, stack.filter(() => true).constructor.name); // expect: true Stack
console.log(stack.slice(1).length, stack.concat([4]) instanceof Stack, stack.toSorted() instanceof Stack); // expect: 2 true false

class Plain extends Array {
    static get [Symbol.species]() {
        return Array;
    }
}
console.log(new Plain(1, 2, 3).map((x) => x) instanceof Plain); // expect: false
console.log(Array.of.call(Stack, 7).constructor.name, new Stack(5).length); // expect: Stack 5

const frozen = Object.freeze([1, 2]);
try {
    frozen.push(3);
} catch (error) {
    console.log(error.message); // expect: Cannot add property 2, object is not extensible
}
try {
    frozen.sort();
} catch (error) {
    console.log(error.name); // expect: TypeError
}
console.log([1, [2, [3]]].flat().length, [[1]].flatMap((x) => x).join(), [3, 2].with(0, 9).join()); // expect: 3 1 9,2
