const log = [];
const inner = Promise.resolve('inner');
new Promise((resolve) => resolve(inner)).then(() => log.push('outer'));
Promise.resolve()
  .then(() => log.push(1)).then(() => log.push(2)).then(() => log.push(3)).then(() => log.push(4));
setTimeout(() => console.log(log.join()));
// expect: 1,2,outer,3,4
