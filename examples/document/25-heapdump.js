// Claim 25: with heapdump, kill -USR2 writes a snapshot; and the service goes on.
//   tenure 25-heapdump.js &  ps ax | grep 25-heapdump.js  kill -USR2 <pid>
require('heapdump');

const leakArray = [];
let served = 0;

class Request {
  constructor(id) {
    this.id = id;
    this.body = new Array(20).fill(id);
  }
}

const listening = setInterval(() => {
  served += 1;
  leakArray.push(new Request(served));
}, 1);

setTimeout(() => {
  clearInterval(listening);
  console.log(`served ${served} requests; the service has ended by itself`);
}, 1500);
