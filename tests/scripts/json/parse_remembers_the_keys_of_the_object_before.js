// An array of objects whose keys are mostly those of the one before.
const show = (text) => console.log(JSON.stringify(JSON.parse(text)));
show('[{"a":1,"b":2,"c":3},{"a":1,"b":2,"c":3},{"a":4,"b":5},{"a":6,"b":7,"c":8,"d":9},{"a":0,"b":1,"c":2,"d":3}]'); // expect: [{"a":1,"b":2,"c":3},{"a":1,"b":2,"c":3},{"a":4,"b":5},{"a":6,"b":7,"c":8,"d":9},{"a":0,"b":1,"c":2,"d":3}]
show('[{"a":1,"b":2},{"b":3,"a":4},{"b":5,"a":6},{"a":7,"a":8},{"a":9,"b":{"a":10,"b":11}},{}]'); // expect: [{"a":1,"b":2},{"b":3,"a":4},{"b":5,"a":6},{"a":8},{"a":9,"b":{"a":10,"b":11}},{}]
show('[{"a":1,"b":2},{"a":1,"1":"index","b":2},{"a":1,"b":2,"0":3},{"a":4,"b":5,"a":6},{"a":1,"b":2}]'); // expect: [{"a":1,"b":2},{"1":"index","a":1,"b":2},{"0":3,"a":1,"b":2},{"a":6,"b":5},{"a":1,"b":2}]
show('[{"a":1,"__proto__":2},{"a":1,"__proto__":[]},{"a":1,"\\u0061":3},{"\\u0061":4,"b":5},{"a" :6 , "b":7}]'); // expect: [{"a":1,"__proto__":2},{"a":1,"__proto__":[]},{"a":3},{"a":4,"b":5},{"a":6,"b":7}]
show('[{"":1,"é":2},{"":3,"é":4},{"":5,"\\u4e2d":6},{"":7,"\\u4e2d":8},{"":9,"中":10}]'); // expect: [{"":1,"é":2},{"":3,"é":4},{"":5,"中":6},{"":7,"中":8},{"":9,"中":10}]
show('[{"ab":1},{"a":2},{"ab":3},{"abc":4},{"ab\\"c":5},{"ab\\"c":6},{"ab":7}]'); // expect: [{"ab":1},{"a":2},{"ab":3},{"abc":4},{"ab\"c":5},{"ab\"c":6},{"ab":7}]
const wide = Array.from({ length: 40 }, (_, i) => `"key${i}":${i}`).join();
const [first, second] = JSON.parse(`[{${wide}},{${wide}}]`);
console.log(Object.keys(first).join() === Object.keys(second).join(), second.key0, second.key31, second.key32, second.key39); // expect: true 0 31 32 39
second.key40 = 'new';
second.key3 = 'changed';
console.log(first.key40, first.key3, Object.keys(second).length); // expect: undefined 3 41
const many = JSON.parse(`{${Array.from({ length: 300 }, (_, i) => `"key${i}":${i}`).join()}}`);
console.log(Object.keys(many).length, many.key0, many.key299); // expect: 300 0 299

// The objects are like any others.
const [one, two] = JSON.parse('[{"x":1,"y":2},{"x":3,"y":4}]');
delete one.x;
two.z = one;
console.log(JSON.stringify([one, two]), Object.getOwnPropertyDescriptor(two, 'x').writable); // expect: [{"y":2},{"x":3,"y":4,"z":{"y":2}}] true
const list = JSON.parse('[1,2,[],[[]],{},{"a":[]}]');
list.push(list.shift(), list.length);
console.log(JSON.stringify(list), JSON.parse('[]').length, JSON.parse(' {} ') instanceof Object); // expect: [2,[],[[]],{},{"a":[]},1,5] 0 true

for (const text of ['[1,', '[1 2]', '{"a":1,}', '{"a":1 "b"}', '{"a"', '{"a":1,"b":2,"c', '[{"a":1},{"a"1}]', '[[[', '[1]]', '{"a":[1,2}', '"\\u12', '"a\nb"']) {
  try {
    JSON.parse(text);
  } catch (error) {
    console.log(error.name + ': ' + error.message);
  }
}
// expect: SyntaxError: Unexpected end of JSON input
// expect: SyntaxError: Expected ',' or ']' after array element in JSON at position 3
// expect: SyntaxError: Expected double-quoted property name in JSON at position 7
// expect: SyntaxError: Expected ',' or '}' after property value in JSON at position 7
// expect: SyntaxError: Expected ':' after property name in JSON at position 4
// expect: SyntaxError: Unterminated string in JSON at position 15
// expect: SyntaxError: Expected ':' after property name in JSON at position 13
// expect: SyntaxError: Unexpected end of JSON input
// expect: SyntaxError: Unexpected non-whitespace character after JSON at position 3
// expect: SyntaxError: Expected ',' or ']' after array element in JSON at position 9
// expect: SyntaxError: Bad Unicode escape in JSON at position 5
// expect: SyntaxError: Bad control character in string literal in JSON at position 2

// What stringify remembers of objects without toJSON ends when script may have changed it.
class Plain {
  constructor(x) {
    this.x = x;
  }
}
const plain = [new Plain(1), { y: 2 }, [3]];
console.log(JSON.stringify([plain, plain])); // expect: [[{"x":1},{"y":2},[3]],[{"x":1},{"y":2},[3]]]
const tricky = {
  a: { z: 1 },
  get b() {
    Object.prototype.toJSON = function () {
      return 'converted';
    };
    return { z: 2 };
  },
  c: { z: 3 },
};
console.log(JSON.stringify(tricky)); // expect: {"a":{"z":1},"b":"converted","c":"converted"}
delete Object.prototype.toJSON;
const shrinking = { a: { toJSON: () => (delete shrinking.c, (shrinking.b = 'set'), 'a') }, b: 1, c: 2, d: 3 };
console.log(JSON.stringify(shrinking)); // expect: {"a":"a","b":"set","d":3}
console.log(JSON.stringify({ 'quo"te': 1, '\u4e2d': 'ü\n', '\ud800': '\udc00', plain: [, undefined, () => 1] })); // expect: {"quo\"te":1,"中":"ü\n","\ud800":"\udc00","plain":[null,null,null]}
