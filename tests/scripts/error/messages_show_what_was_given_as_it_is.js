const message = action => { try { action(); } catch (error) { return error.name + ': ' + error.message; } };
console.log(message(() => Atomics.add(new Float64Array(1), 0, 0))); // expect: TypeError: [object Float64Array] is not an integer typed array.
console.log(message(() => Atomics.wait(new Uint32Array(1), 0, 0))); // expect: TypeError: [object Uint32Array] is not an int32 or BigInt64 typed array.
console.log(message(() => Atomics.load())); // expect: TypeError: undefined is not an integer typed array.
console.log(message(() => new DataView(new ArrayBuffer(1), Infinity))); // expect: RangeError: Start offset Infinity is outside the bounds of the buffer
console.log(message(() => new Uint8Array(Infinity))); // expect: RangeError: Invalid typed array length: Infinity
// A long function is shown by its beginning and its end.
const long = (0, eval)('(function f() { return "' + 'é'.repeat(120) + '"; })');
const shown = message(() => Map.prototype.get.call(long));
console.log(shown.length, shown.slice(-22)); // expect: 196 ééééé...<omitted>... }
// A long text that is no number is shown by its beginning.
console.log(message(() => BigInt('x'.repeat(1000))).length, message(() => BigInt('x'.repeat(1001))).slice(-15)); // expect: 1040 xx… to a BigInt
