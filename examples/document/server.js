// tenure --trace_gc server.js > gc.log
// Something that serves: requests come by timer, for a second.
'use strict';

const sessions = new Map();
let served = 0;

function serve() {
  const request = { id: served, headers: { cookie: `id=${served % 500}` }, body: new Array(200).fill(served) };
  sessions.set(request.headers.cookie, request);
  served += 1;
  return request.body.map((value) => value + 1).length;
}

const listening = setInterval(() => {
  for (let i = 0; i < 500; i += 1) serve();
  if (served >= 30000) clearInterval(listening);
}, 5);
