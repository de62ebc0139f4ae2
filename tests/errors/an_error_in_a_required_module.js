const { start } = require('./modules/thrower.js');
start({});
