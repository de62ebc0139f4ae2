const custom = Symbol.for('nodejs.util.inspect.custom');
console.log({ [custom](depth, options, inspect) { return `${depth} ${typeof inspect} ${inspect.name} ${typeof inspect.colors}`; } });
// expect: 2 function inspect object
const { inspect, format } = require('util');
console.log(inspect({ [custom]: (depth) => String(depth) }, { depth: null })); // expect: null
console.log({ a: { [custom]: (depth, options) => `${depth} ${options.depth} ${Object.keys(options).join()}` } });
// expect: {
// expect:   a: 1 2 stylize,showHidden,depth,colors,customInspect,showProxy,maxArrayLength,maxStringLength,breakLength,compact,sorted,getters,numericSeparator
// expect: }
console.log(inspect({ [custom]: (depth, options) => `${options.mine} ${options.stylize.name} ${options.stylize('x', 'number')}` }, { mine: 1 }));
// expect: 1 stylizeNoColor x
console.log(JSON.stringify(inspect({ [custom]: (depth, options) => `${options.stylize.name} ${options.stylize('x', 'number')} ${options.stylize('y', 'module')} ${options.stylize('z', 'none')}` }, { colors: true })));
// expect: "stylizeWithColor \u001b[33mx\u001b[39m \u001b[4my\u001b[24m z"
const foreign = Object.assign(Object.create(null), { [custom]: (depth, options) => `${Object.getPrototypeOf(options)} ${Object.keys(options).join()}` });
console.log(inspect(foreign, { theirs: {}, plain: 1 }));
// expect: null showHidden,depth,colors,customInspect,showProxy,maxArrayLength,maxStringLength,breakLength,compact,sorted,getters,numericSeparator,plain,stylize
console.log({ [custom]: inspect, a: 1 }[custom] === inspect, inspect({ [custom]: inspect, a: 1 }, { depth: -1 }));
// expect: true [Object]
console.log([{ [custom]: () => 'two\nlines' }]);
// expect: [
// expect:   two
// expect:   lines
// expect: ]
console.log({ [custom]() { return this; }, kept: 1 }, { [custom]: () => ({ other: 1 }) }, { [custom]: () => null });
// expect: {
// expect:   kept: 1,
// expect:   [Symbol(nodejs.util.inspect.custom)]: [Function: [nodejs.util.inspect.custom]]
// expect: } { other: 1 } null
console.log(format('%s %O', { [custom]: () => 'own' }, { [custom]: () => 'own' })); // expect: own own
try { inspect({ [custom]() { throw new Error('from within'); } }); } catch (error) { console.log(error.message); }
// expect: from within
console.log(inspect({ [custom]: () => 'never' }, { customInspect: false }).includes('Function')); // expect: true
