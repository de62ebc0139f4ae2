// configurations: default
const v8 = require('v8');
const { collections } = require('tenure');
v8.setFlagsFromString('--no-incremental-marking');
let kept = [];
let reason;
for (let i = 0; i < 4e6 && reason === undefined; i++) {
  kept.push({ i });
  if (i % 10000 === 0) reason = collections().findLast(({ kind }) => kind === 'mark-sweep')?.reason;
}
console.log(reason); // expect: allocation limit
