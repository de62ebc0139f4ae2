// Utilities – https://nodejs.org/api/util.html
'use strict';

const { inspect, format, formatWithOptions, kindOf, getPromiseDetails, getProxyDetails, stripVTControlCharacters } = native;
const { coded, mustBe, invalidType, checkFunction, checkString, checkObject, checkOneOf } = require('internal/errors');

inspect.custom = Symbol.for('nodejs.util.inspect.custom');

const defaultOptions = Object.seal({
  showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100,
  maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false,
});
native.keepDefaultOptions(defaultOptions);
Object.defineProperty(inspect, 'defaultOptions', {
  get() { return defaultOptions; },
  set(options) {
    checkObject(options, 'options');
    return Object.assign(defaultOptions, options);
  },
});

// The codes that switch a rendition on and off: https://en.wikipedia.org/wiki/ANSI_escape_code#SGR
const COLORS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];
const upper = (name) => name[0].toUpperCase() + name.slice(1);
inspect.colors = Object.assign(Object.create(null), {
  reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], blink: [5, 25], inverse: [7, 27],
  hidden: [8, 28], strikethrough: [9, 29], doubleunderline: [21, 24],
});
COLORS.forEach((name, index) => { inspect.colors[name] = [30 + index, 39]; });
COLORS.forEach((name, index) => { inspect.colors[`bg${upper(name)}`] = [40 + index, 49]; });
Object.assign(inspect.colors, { framed: [51, 54], overlined: [53, 55], gray: [90, 39] });
COLORS.slice(1).forEach((name, index) => { inspect.colors[`${name}Bright`] = [91 + index, 39]; });
inspect.colors.bgGray = [100, 49];
COLORS.slice(1).forEach((name, index) => { inspect.colors[`bg${upper(name)}Bright`] = [101 + index, 49]; });

for (const [alias, name] of [
  ['grey', 'gray'], ['blackBright', 'gray'], ['bgGrey', 'bgGray'], ['bgBlackBright', 'bgGray'], ['faint', 'dim'],
  ['crossedout', 'strikethrough'], ['strikeThrough', 'strikethrough'], ['crossedOut', 'strikethrough'],
  ['conceal', 'hidden'], ['swapColors', 'inverse'], ['swapcolors', 'inverse'], ['doubleUnderline', 'doubleunderline'],
]) {
  Object.defineProperty(inspect.colors, alias, {
    get() { return this[name]; },
    set(value) { this[name] = value; },
    configurable: true,
  });
}

inspect.styles = Object.assign(Object.create(null), {
  special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow', undefined: 'grey', null: 'bold',
  string: 'green', symbol: 'green', date: 'magenta', regexp: 'red', module: 'underline',
});

const promisified = Symbol.for('nodejs.util.promisify.custom');

function promisify(original) {
  checkFunction(original, 'original');
  if (original[promisified]) {
    const fn = original[promisified];
    checkFunction(fn, 'util.promisify.custom');
    return Object.defineProperty(fn, promisified,
      { value: fn, enumerable: false, writable: false, configurable: true });
  }
  function fn(...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (error, ...values) => {
        if (error) reject(error);
        else resolve(values[0]);
      }]);
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  Object.defineProperty(fn, promisified, { value: fn, enumerable: false, writable: false, configurable: true });
  return Object.defineProperties(fn, Object.getOwnPropertyDescriptors(original));
}
promisify.custom = promisified;

function callbackify(original) {
  checkFunction(original, 'original');
  function callbackified(...args) {
    const callback = args.pop();
    checkFunction(callback, 'last argument');
    const done = callback.bind(this);
    Reflect.apply(original, this, args).then(
      (value) => process.nextTick(done, null, value),
      (reason) => process.nextTick(done, reason || Object.assign(
        coded(Error, 'ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value'), { reason })));
  }
  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  return Object.defineProperties(callbackified, descriptors);
}

function inherits(ctor, superCtor) {
  if (ctor == null) throw invalidType('ctor', 'of type function', ctor);
  if (superCtor == null) throw invalidType('superCtor', 'of type function', superCtor);
  if (superCtor.prototype === undefined) {
    throw invalidType('superCtor.prototype', 'of type object', superCtor.prototype);
  }
  Object.defineProperty(ctor, 'super_', { value: superCtor, writable: true, configurable: true });
  Object.setPrototypeOf(ctor.prototype, superCtor.prototype);
}

const told = new Set();

function deprecate(fn, message, code, useEmitSync, modifyPrototype = true) {
  if (process.noDeprecation === true) return fn;
  if (code !== undefined) checkString(code, 'code');
  let warned = false;
  function deprecated(...args) {
    if (!warned) {
      warned = true;
      if (code === undefined || !told.has(code)) {
        if (code !== undefined) told.add(code);
        process.emitWarning(message, 'DeprecationWarning', code);
      }
    }
    return new.target ? Reflect.construct(fn, args, new.target) : Reflect.apply(fn, this, args);
  }
  if (!modifyPrototype) return deprecated;
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return deprecated;
}

// Whether a name matches a pattern in which `*` stands for any text.
function matches(pattern, name) {
  const [first, ...rest] = pattern.split('*');
  if (rest.length === 0) return name === pattern;
  const last = rest.pop();
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  const inside = name.slice(first.length, name.length - last.length);
  let from = 0;
  return rest.every((part) => {
    const found = inside.indexOf(part, from);
    from = found + part.length;
    return found !== -1;
  });
}

const isDebugged = (name) =>
  (process.env.NODE_DEBUG ?? '').toUpperCase().split(',').some((pattern) => pattern !== '' && matches(pattern, name));

function debuglog(set, ready) {
  let name;
  let enabled;
  let debug;
  const test = () => {
    if (name === undefined) {
      name = set.toUpperCase();
      enabled = isDebugged(name);
    }
    return enabled;
  };
  const logger = (...args) => {
    if (debug === undefined) {
      debug = test() ? (...values) => {
        const colors = wantsColors(process.stderr);
        const text = formatWithOptions({ colors }, ...values);
        process.stderr.write(format('%s %s: %s\n', name, inspect(process.pid, { colors }), text));
      } : () => {};
      if (typeof ready === 'function') ready(debug);
    }
    return debug(...args);
  };
  return Object.defineProperty(logger, 'enabled', { get: () => test(), configurable: true, enumerable: true });
}

const wantsColors = (stream) => {
  if (process.env.FORCE_COLOR !== undefined) return process.stdout.getColorDepth() > 2;
  return Boolean(stream?.isTTY) && (typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2);
};

function styleText(format, text, { validateStream = true, stream = process.stdout } = {}) {
  checkString(text, 'text');
  if (typeof validateStream !== 'boolean') {
    throw invalidType('options.validateStream', 'of type boolean', validateStream);
  }
  if (validateStream && typeof stream?.write !== 'function' && typeof stream?.on !== 'function') {
    throw mustBe('"stream" argument', 'an instance of ReadableStream, WritableStream, or Stream', stream);
  }
  const names = Array.isArray(format) ? format : [format];
  const codes = names.map((name) => {
    const found = inspect.colors[name];
    if (found == null) checkOneOf(name, 'format', Object.keys(inspect.colors));
    return found;
  });
  // Only a single name is left out when the stream has no colors.
  if (!Array.isArray(format) && validateStream && !wantsColors(stream)) return text;
  return codes.reduceRight((inside, [on, off]) => `\u001b[${on}m${inside}\u001b[${off}m`, text);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function log(...args) {
  const now = new Date();
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) => String(part).padStart(2, '0'));
  console.log('%s - %s', `${now.getDate()} ${MONTHS[now.getMonth()]} ${time.join(':')}`, format(...args));
}

const tag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get;
const isInstance = (value, Type) => {
  const prototype = Type.prototype;
  for (let object = value; object !== null && (typeof object === 'object' || typeof object === 'function');
    object = Object.getPrototypeOf(object)) {
    if (object === prototype) return true;
  }
  return false;
};
const functionOf = (fn) => Object.getPrototypeOf(fn).constructor;
const AsyncFunction = functionOf(async () => {});
const GeneratorFunction = functionOf(function* () {});
const AsyncGeneratorFunction = functionOf(async function* () {});

// The kinds of object in the heap that each of these functions knows.
const KINDS = {
  isExternal: [],
  isDate: ['date'],
  isArgumentsObject: ['arguments'],
  isBigIntObject: ['bigint_object'],
  isBooleanObject: ['boolean_object'],
  isNumberObject: ['number_object'],
  isStringObject: ['string_object'],
  isSymbolObject: ['symbol_object'],
  isNativeError: ['error'],
  isRegExp: ['regexp'],
  isAsyncFunction: [],
  isGeneratorFunction: [],
  isGeneratorObject: ['generator', 'async_generator'],
  isPromise: ['promise'],
  isMap: ['map'],
  isSet: ['set'],
  isMapIterator: ['map_iterator'],
  isSetIterator: ['set_iterator'],
  isWeakMap: ['weak_map'],
  isWeakSet: ['weak_set'],
  isArrayBuffer: ['array_buffer'],
  isDataView: ['data_view'],
  isSharedArrayBuffer: ['shared_array_buffer'],
  isProxy: ['proxy'],
  isModuleNamespaceObject: ['module_namespace'],
  isAnyArrayBuffer: ['array_buffer', 'shared_array_buffer'],
  isBoxedPrimitive: ['bigint_object', 'boolean_object', 'number_object', 'string_object', 'symbol_object'],
};

const types = {};
for (const [name, kinds] of Object.entries(KINDS)) {
  // The arrow function takes the name of the property.
  Object.assign(types, { [name]: (value) => kinds.includes(kindOf(value)) });
}
Object.assign(types, {
  isAsyncFunction: (value) => typeof value === 'function' &&
    (isInstance(value, AsyncFunction) || isInstance(value, AsyncGeneratorFunction)),
  isGeneratorFunction: (value) => typeof value === 'function' &&
    (isInstance(value, GeneratorFunction) || isInstance(value, AsyncGeneratorFunction)),
  isArrayBufferView: ArrayBuffer.isView,
  isTypedArray: (value) => kindOf(value) === 'typed_array',
});
for (const Type of [Uint8Array, Uint8ClampedArray, Uint16Array, Uint32Array, Int8Array, Int16Array, Int32Array,
  Float16Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array]) {
  const { name } = Type;
  Object.assign(types, { [`is${name}`]: (value) => tag?.call(value) === name });
}

function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  for (const key of Object.keys(source).reverse()) target[key] = source[key];
  return target;
}

module.exports = {
  _extend,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  formatWithOptions,
  inherits,
  inspect,
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === 'boolean',
  isBuffer: (value) => require('buffer').Buffer.isBuffer(value),
  isDate: types.isDate,
  isDeepStrictEqual: (left, right) => require('internal/comparisons').isDeepStrictEqual(left, right),
  isError: (value) => types.isNativeError(value) || value instanceof Error,
  isFunction: (value) => typeof value === 'function',
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value == null,
  isNumber: (value) => typeof value === 'number',
  isObject: (value) => value !== null && typeof value === 'object',
  isPrimitive: (value) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
  isRegExp: types.isRegExp,
  isString: (value) => typeof value === 'string',
  isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined,
  log,
  promisify,
  stripVTControlCharacters,
  styleText,
  toUSVString: (input) => `${input}`.toWellFormed(),
  types,
  getPromiseDetails,
  getProxyDetails,
};
for (const name of ['TextDecoder', 'TextEncoder']) {
  Object.defineProperty(module.exports, name, {
    get: () => require('buffer')[name],
    set: (value) => Object.defineProperty(module.exports, name, { value, writable: true }),
    enumerable: true,
    configurable: true,
  });
}
for (const name of ['getPromiseDetails', 'getProxyDetails']) {
  Object.defineProperty(module.exports, name, { enumerable: false });
}
