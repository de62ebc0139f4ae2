function deep(levels) { return levels ? deep(levels - 1) : new Error("e").stack; }
Error.stackTraceLimit = 2;
console.log(deep(5).split("\n").length); // expect: 3
Error.stackTraceLimit = 0;
console.log(deep(5)); // expect: Error: e
Error.stackTraceLimit = "none";
console.log(deep(5)); // expect: undefined
