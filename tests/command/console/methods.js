console.log(); console.log(''); console.log('a\n'); console.log('%s'); console.log(undefined); console.log([undefined]);
console.group('G'); console.log('in\nner'); console.error('err\nor'); console.group(); console.log({a:1,b:{c:'x'.repeat(70)}}); console.groupEnd(); console.info('x'); console.groupEnd(); console.groupEnd(); console.log('out');
console.group('a','b',1); console.table([1]); console.dir({a:1}); console.count(); console.groupEnd();
console.groupCollapsed('C %s','d'); console.log('deep'); console.warn('w'); console.debug('d'); console.groupEnd();
console.group(undefined); console.log('u'); console.groupEnd();
console.count(); console.count('z'); console.count(); console.count(undefined); console.count(null); console.count(5); console.count({}); console.count('a%s'); console.count(''); console.count('');
console.countReset(); console.count(); console.countReset('z'); console.count('z');console.count(null);
try{console.count(Symbol('x'))}catch(e){console.log(e.message)}
try{console.countReset(Symbol('x'))}catch(e){console.log(e.message)}
try{console.time(Symbol('x'))}catch(e){console.log(e.message)}
console.assert(); console.assert(true,'no'); console.assert(false); console.assert(false,'msg'); console.assert(false,'msg %d',1); console.assert(0,{a:1}); console.assert(false,{a:1},'b'); console.assert(false,5,6); console.assert(false,'%s %s','a','b'); console.assert(false,undefined); console.assert(false,null); console.assert(false,[1,2]); console.assert(false,'a','b');
try{console.assert(false,Symbol('x'))}catch(e){console.log(e.message)}
console.dir({a:{b:{c:{d:1}}}}); console.dir({a:{b:{c:{d:1}}}},{depth:0}); console.dir({a:{b:{c:{d:1}}}},{depth:null}); console.dir('str'); console.dir([1,2,3],{colors:true}); console.dir({[Symbol.for('nodejs.util.inspect.custom')](){return 'c'}}); console.dir({[Symbol.for('nodejs.util.inspect.custom')](){return 'c'}},{customInspect:true}); console.dir(); console.dir(1,null); console.dir({a:1},{showHidden:true}); console.dir('%s','x'); console.dir([1],5); console.dir({a:{b:{c:{d:1}}}},'xx');
console.dirxml({a:{b:{c:{d:1}}}},'x',[1]); console.dirxml('%s','x');
const {log}=console; log('detached');
console.log(console.log.name, console.log.length, console.table.length, console.error.name, console.info.name, console.debug.name,console.warn.name, console.trace.name, console.groupCollapsed.name, console.dirxml.name, console.time.length);
console.log(console === require('console'), console instanceof (console.Console||Object));
console.clear();
console.log('%c styled %c more','color:red','x'); console.error('%o',[1]);
console.log('a','b\nc',{d:'e\nf'}); console.log('\ud800 lone'); console.log('日本 😀');
console.log(Object.getPrototypeOf(console), Object.getPrototypeOf(Object.getPrototypeOf(console))===Object.prototype);
