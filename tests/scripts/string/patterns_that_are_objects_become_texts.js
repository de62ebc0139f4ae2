// RegExpCreate makes a text of the pattern, whatever it is, and asks it nothing else.
const asked = [];
const pattern = new Proxy({ toString: () => 'b' }, { get: (target, key) => (asked.push(String(key)), target[key]) });
const told = () => asked.splice(0).join(' ').replaceAll('Symbol', '');
console.log('abc'.match(pattern).index, told()); // expect: 1 (.match) (.toPrimitive) toString
console.log('abc'.search(pattern), told()); // expect: 1 (.search) (.toPrimitive) toString
console.log([...'abcb'.matchAll(pattern)].length, told()); // expect: 2 (.match) (.matchAll) (.toPrimitive) toString

const expression = /b/g;
expression[Symbol.match] = expression[Symbol.matchAll] = expression[Symbol.search] = undefined;
console.log('abc'.match(expression), 'x/b/g'.match(expression)[0]); // expect: null /b/g
console.log('abc'.search(expression), 'x/b/g'.search(expression)); // expect: -1 1
console.log([...'abc'.matchAll(expression)].length, [...'/b/g/b/g'.matchAll(expression)].length); // expect: 0 2
console.log('undefined'.match().index, 'abc'.match(undefined)[0] === '', 'anull'.search(null)); // expect: 0 true 1
