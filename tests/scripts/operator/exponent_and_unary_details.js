console.log(2 ** 3 ** 2, (-2) ** 2, 2 ** -1, NaN ** 0, 1 ** Infinity, (-8) ** (1 / 3), 0 ** 0, 2n ** 10n);
// expect: 512 4 0.5 1 NaN NaN 1 1024n
let x = 2; x **= 3; console.log(x); x **= x **= 0; console.log(x);
// expect: 8
// expect: 8
console.log(+[], +{}, +[5], +'0x1f', +'0b101', +' 12 ', +'1_0', +null, +undefined, +true, -'3', +new Date(5));
// expect: 0 NaN 5 31 5 12 NaN 0 NaN 1 -3 5
console.log(typeof typeof 1, !!'' , !!'0', !!NaN, !![], !!0n, !!-0, void 0, !document(), -(-3), - -3, + +'3');
// expect: string false true false true false false undefined true 3 3 3
function document() { return 0; }
try { +1n; } catch (e) { console.log(e.message); } // expect: Cannot convert a BigInt value to a number
try { 1n + 1; } catch (e) { console.log(e.message); }
// expect: Cannot mix BigInt and other types, use explicit conversions
try { Symbol() + ''; } catch (e) { console.log(e.message); } // expect: Cannot convert a Symbol value to a string
try { +Symbol(); } catch (e) { console.log(e.message); } // expect: Cannot convert a Symbol value to a number
try { 1n >>> 0n; } catch (e) { console.log(e.message); }
// expect: BigInts have no unsigned right shift, use >> instead
console.log(-1n, ~1n, 5n / 2n, -5n % 3n, 1n << 70n, typeof 1n, -(-0n));
// expect: -1n -2n 2n -2n 1180591620717411303424n bigint 0n
let b = 1n; b++; console.log(b, b--, b, -b, ++b); // expect: 2n 2n 1n -1n 2n
let str = '5'; console.log(str++, str, typeof str); let nul = null; console.log(nul--, nul); let und; console.log(und++, und);
// expect: 5 6 number
// expect: 0 -1
// expect: NaN NaN
const ob = { valueOf() { return 7n; } }; let c = ob; console.log(c++, c, typeof c); // expect: 7n 8n bigint
