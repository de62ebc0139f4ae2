console.log(String(2n ** 100n), String(-7n / 2n), String(-7n % 2n)); // expect: 1267650600228229401496703205376 -3 -1
console.log(String(BigInt.asIntN(8, 255n)), String(BigInt.asUintN(8, -1n)), String(BigInt.asIntN(64, 2n ** 63n))); // expect: -1 255 -9223372036854775808
console.log(String(BigInt('0xff') + BigInt(' -12 ') + BigInt('')), (123456789012345678901234567890n).toString(36)); // expect: 243 byw97um9s91dlz68tsi
console.log(String(~5n), String(-5n & 3n), String(5n << 70n), String(-1n >> 100n)); // expect: -6 3 5902958103587056517120 -1
console.log(1n < 2, 2n == 2, '3' > 2n, 1n < NaN, 9007199254740993n > 9007199254740992); // expect: true true true false true
console.log(Number(2n ** 64n + 2049n), String(BigInt(1e25)), (12345678n).toLocaleString()); // expect: 18446744073709556000 10000000000000000905969664 12,345,678
for (const attempt of [() => 1n / 0n, () => 2n ** 2n ** 40n, () => BigInt(1.5), () => BigInt('x'), () => 1n + 1, () => 1n >>> 0n]) {
    try {
        attempt();
    } catch (error) {
        console.log(error.name);
    }
}
// expect: RangeError
// expect: RangeError
// expect: RangeError
// expect: SyntaxError
// expect: TypeError
// expect: TypeError
new BigInt(1); // expect TypeError: BigInt is not a constructor
