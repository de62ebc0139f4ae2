function  spaced ( a,b ) { /* comment */ }
console.log(spaced.toString()); // expect: function  spaced ( a,b ) { /* comment */ }
console.log(String((x) => x * 2)); // expect: (x) => x * 2
console.log({ get value() { return 1; } }.toString.toString()); // expect: function toString() { [native code] }
console.log(JSON.stringify(String(new Function("a", "b", "return a + b"))));
// expect: "function anonymous(a,b\n) {\nreturn a + b\n}"
console.log(String(spaced.bind())); // expect: function () { [native code] }
