const log = [];
const p = Promise.resolve();
p.then(() => log.push(1)).then(() => log.push(4)).then(() => log.push(6));
p.then(() => log.push(2)).then(() => log.push(5));
log.push(0);
new Promise((resolve) => resolve({ then(done) { log.push(3); done(); } })).then(() => log.push('thenable'));
setTimeout(() => console.log(log.join()));
// expect: 0,1,2,3,4,5,thenable,6
