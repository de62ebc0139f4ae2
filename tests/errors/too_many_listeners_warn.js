const { EventEmitter } = require('events');
const emitter = new EventEmitter();
for (let i = 0; i < 12; i++) emitter.on('event', () => {});
emitter.setMaxListeners(1);
emitter.on('other', () => {});
emitter.on('other', () => {});
