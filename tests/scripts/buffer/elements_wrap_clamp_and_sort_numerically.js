console.log(Uint8Array.of(256, -1, 1.9, NaN).join()); // expect: 0,255,1,0
console.log(Uint8ClampedArray.of(256, -1, 1.5, 2.5, NaN).join()); // expect: 255,0,2,2,0
console.log(Int8Array.from([127, 128, 300]).join()); // expect: 127,-128,44
console.log(new Float32Array([1.1])[0], new Float64Array([1.1])[0]); // expect: 1.100000023841858 1.1
console.log(new BigInt64Array([2n ** 63n]).join(), new BigUint64Array([-1n]).join()); // expect: -9223372036854775808 18446744073709551615
console.log(new Float64Array([3, NaN, -0, 0, -Infinity, 10]).sort().join(), Object.is(new Float64Array([0, -0]).sort()[0], -0)); // expect: -Infinity,0,0,3,10,NaN true
console.log(new Int16Array([5, 1, 4]).sort((a, b) => b - a).join()); // expect: 5,4,1
console.log(new Uint8Array([1, 2, 3]).map((x) => x * 100).join(), new Uint8Array([1, 2, 3]).reduceRight((a, b) => a + '-' + b)); // expect: 100,200,44 3-2-1
new BigInt64Array([1]); // expect TypeError: Cannot convert 1 to a BigInt
