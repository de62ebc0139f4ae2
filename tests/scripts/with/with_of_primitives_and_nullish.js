with ('text') console.log(length, charAt(1)); // expect: 4 e
with (5) console.log(toFixed(1)); // expect: 5.0
for (const value of [null, undefined]) {
  try { with (value) console.log('never'); } catch (error) { console.log(error.name); }
  // expect: TypeError
  // expect: TypeError
}
var y = 1;
with ({ y: undefined }) { console.log(y); y = 2; } // expect: undefined
console.log(y); // expect: 1
