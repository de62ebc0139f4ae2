for (const text of ['', '{', '[1 2', '{"a" 1}', '"ab', '"\\x"', '01', '[1,]', '{"a":1,}', 'nul', 'undefined', '1 2', '-']) {
    try {
        JSON.parse(text);
    } catch (error) {
        console.log(error.message);
    }
}
// expect: Unexpected end of JSON input
// expect: Expected property name or '}' in JSON at position 1
// expect: Expected ',' or ']' after array element in JSON at position 3
// expect: Expected ':' after property name in JSON at position 5
// expect: Unterminated string in JSON at position 3
// expect: Bad escaped character in JSON at position 2
// expect: Unexpected number in JSON at position 1
// expect: Unexpected token ']', "[1,]" is not valid JSON
// expect: Expected double-quoted property name in JSON at position 7
// expect: Unexpected end of JSON input
// expect: "undefined" is not valid JSON
// expect: Unexpected non-whitespace character after JSON at position 2
// expect: No number after minus sign in JSON at position 1
const value = JSON.parse('{"b":[1,-0,1e3,"\\u00e9\\ud83d\\ude00\\n"],"1":true,"__proto__":null,"b2":{},"a":1,"a":2}');
console.log(Object.keys(value).join(), value.b[3].length, Object.is(value.b[1], -0), value.a); // expect: 1,b,__proto__,b2,a 4 true 2
console.log(JSON.stringify(JSON.parse('[1,[2,{"x":3}]]', (key, item) => (typeof item === 'number' ? item * 2 : item)))); // expect: [2,[4,{"x":6}]]
console.log(JSON.stringify(JSON.parse('{"keep":1,"drop":2}', (key, item) => (key === 'drop' ? undefined : item)))); // expect: {"keep":1}
