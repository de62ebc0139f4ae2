// configurations: default tiny
let deep = [];
for (let level = 0; level < 200000; level++) deep = [deep];
try {
    JSON.stringify(deep);
    console.log('no error');
} catch (error) {
    console.log(error.name); // expect: RangeError
}
const flattened = (() => {
    try {
        return deep.flat(Infinity).length;
    } catch (error) {
        return error.name;
    }
})();
console.log(flattened); // expect: RangeError
let joined;
try {
    joined = String(deep);
} catch (error) {
    joined = error.name;
}
console.log(joined); // expect: RangeError
