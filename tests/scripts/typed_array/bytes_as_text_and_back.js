const bytes = new Uint8Array([72, 101, 108, 108, 111, 255, 254]);
console.log(bytes.toHex(), bytes.toBase64()); // expect: 48656c6c6ffffe SGVsbG///g==
console.log(bytes.toBase64({ alphabet: "base64url", omitPadding: true })); // expect: SGVsbG___g
console.log(Uint8Array.fromHex("00fFa0").join(), Uint8Array.fromBase64(" SGVs\nbG8 ").length); // expect: 0,255,160 5
console.log(Uint8Array.fromBase64("_-8", { alphabet: "base64url" }).join()); // expect: 255,239

const attempt = (steps) => {
  try {
    const result = steps();
    return result instanceof Uint8Array ? `[${result.join()}]` : JSON.stringify(result);
  } catch (error) {
    return error.name;
  }
};
console.log(attempt(() => Uint8Array.fromBase64("YQ"))); // expect: [97]
console.log(attempt(() => Uint8Array.fromBase64("YR=="))); // expect: [97]
console.log(attempt(() => Uint8Array.fromBase64("YQ", { lastChunkHandling: "strict" }))); // expect: SyntaxError
console.log(attempt(() => Uint8Array.fromBase64("YR==", { lastChunkHandling: "strict" }))); // expect: SyntaxError
console.log(attempt(() => Uint8Array.fromBase64("YWJjZGU", { lastChunkHandling: "stop-before-partial" }))); // expect: [97,98,99]
console.log(attempt(() => Uint8Array.fromBase64("YQ==YQ=="))); // expect: SyntaxError
console.log(attempt(() => Uint8Array.fromBase64("Y"))); // expect: SyntaxError
console.log(attempt(() => Uint8Array.fromBase64("=="))); // expect: SyntaxError
console.log(attempt(() => Uint8Array.fromBase64("-_-_"))); // expect: SyntaxError
console.log(attempt(() => Uint8Array.fromBase64(new String("YQ==")))); // expect: TypeError
console.log(attempt(() => Uint8Array.fromBase64("YQ==", { alphabet: new String("base64") }))); // expect: TypeError
console.log(attempt(() => Uint8Array.fromHex("abc"))); // expect: SyntaxError
console.log(attempt(() => Uint8Array.fromHex("zz"))); // expect: SyntaxError

const into = new Uint8Array(5);
console.log(attempt(() => into.setFromBase64("YWJjZGVmZ2g="))); // expect: {"read":4,"written":3}
console.log(into.join()); // expect: 97,98,99,0,0
console.log(attempt(() => into.subarray(1, 3).setFromHex("010203"))); // expect: {"read":4,"written":2}
console.log(attempt(() => into.setFromHex("0909zz"))); // expect: SyntaxError
console.log(into.join()); // expect: 9,9,2,0,0
console.log(attempt(() => into.setFromBase64("AQID!"))); // expect: SyntaxError
console.log(into.join()); // expect: 1,2,3,0,0
console.log(attempt(() => Uint8Array.prototype.toHex.call(new Int8Array(1)))); // expect: TypeError
const shrinking = { get alphabet() { buffer.resize(1); return "base64"; } };
const buffer = new ArrayBuffer(8, { maxByteLength: 8 });
console.log(attempt(() => new Uint8Array(buffer).setFromBase64("AQIDBAUG", shrinking))); // expect: {"read":0,"written":0}
console.log("fromHex" in Int8Array, "toHex" in Uint8ClampedArray.prototype); // expect: false false

let text = "";
for (let round = 0; round < 300; round++) text += Uint8Array.from([round, round >> 4, 7]).toBase64();
const all = Uint8Array.fromBase64(text);
console.log(all.length, all[600], all.toBase64() === text); // expect: 900 200 true
