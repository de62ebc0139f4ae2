// Utilities – https://nodejs.org/api/util.html
'use strict';

const { inspect, format, formatWithOptions, kindOf, getPromiseDetails, getProxyDetails } = native;

inspect.custom = Symbol.for('nodejs.util.inspect.custom');
inspect.defaultOptions = {
  showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100,
  maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false,
};

const promisified = Symbol.for('nodejs.util.promisify.custom');

function checkFunction(value, name) {
  if (typeof value !== 'function') {
    const error = new TypeError(`The "${name}" argument must be of type function. Received ${inspect(value)}`);
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
}

function promisify(original) {
  checkFunction(original, 'original');
  if (original[promisified]) {
    return Object.defineProperty(original[promisified], promisified,
      { value: original[promisified], enumerable: false, writable: false, configurable: true });
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
    Reflect.apply(original, this, args).then(
      (value) => process.nextTick(callback, null, value),
      (reason) => process.nextTick(callback, reason || Object.assign(
        new Error('Promise was rejected with falsy value'), { code: 'ERR_FALSY_VALUE_REJECTION', reason })));
  }
  const descriptors = Object.getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  return Object.defineProperties(callbackified, descriptors);
}

function inherits(constructor, parent) {
  checkFunction(constructor, 'ctor');
  checkFunction(parent, 'superCtor');
  Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

const told = new Set();

function deprecate(fn, message, code) {
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
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype) deprecated.prototype = fn.prototype;
  return deprecated;
}

function debuglog(section, ready) {
  const sections = (process.env.NODE_DEBUG || '').toUpperCase().split(',');
  const enabled = sections.includes(String(section).toUpperCase()) || sections.includes('*');
  const log = (...args) => {
    if (enabled) process.stderr.write(`${section.toUpperCase()} ${process.pid}: ${format(...args)}\n`);
  };
  log.enabled = enabled;
  ready?.(log);
  return log;
}

const isOf = (...kinds) => (value) => kinds.includes(kindOf(value));
const tag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)?.get;
const isTyped = (name) => (value) => tag?.call(value) === name;
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

const types = {
  isExternal: () => false,
  isDate: isOf('date'),
  isArgumentsObject: isOf('arguments'),
  isBigIntObject: isOf('bigint_object'),
  isBooleanObject: isOf('boolean_object'),
  isNumberObject: isOf('number_object'),
  isStringObject: isOf('string_object'),
  isSymbolObject: isOf('symbol_object'),
  isBoxedPrimitive: isOf('bigint_object', 'boolean_object', 'number_object', 'string_object', 'symbol_object'),
  isNativeError: isOf('error'),
  isRegExp: isOf('regexp'),
  isAsyncFunction: (value) => typeof value === 'function' &&
    (isInstance(value, AsyncFunction) || isInstance(value, AsyncGeneratorFunction)),
  isGeneratorFunction: (value) => typeof value === 'function' &&
    (isInstance(value, GeneratorFunction) || isInstance(value, AsyncGeneratorFunction)),
  isGeneratorObject: isOf('generator', 'async_generator'),
  isPromise: isOf('promise'),
  isMap: isOf('map'),
  isSet: isOf('set'),
  isMapIterator: isOf('map_iterator'),
  isSetIterator: isOf('set_iterator'),
  isWeakMap: isOf('weak_map'),
  isWeakSet: isOf('weak_set'),
  isArrayBuffer: isOf('array_buffer'),
  isDataView: isOf('data_view'),
  isSharedArrayBuffer: isOf('shared_array_buffer'),
  isProxy: isOf('proxy'),
  isModuleNamespaceObject: isOf('module_namespace'),
  isAnyArrayBuffer: isOf('array_buffer', 'shared_array_buffer'),
  isArrayBufferView: (value) => ArrayBuffer.isView(value),
  isTypedArray: isOf('typed_array'),
  isUint8Array: isTyped('Uint8Array'),
  isUint8ClampedArray: isTyped('Uint8ClampedArray'),
  isUint16Array: isTyped('Uint16Array'),
  isUint32Array: isTyped('Uint32Array'),
  isInt8Array: isTyped('Int8Array'),
  isInt16Array: isTyped('Int16Array'),
  isInt32Array: isTyped('Int32Array'),
  isFloat32Array: isTyped('Float32Array'),
  isFloat64Array: isTyped('Float64Array'),
  isBigInt64Array: isTyped('BigInt64Array'),
  isBigUint64Array: isTyped('BigUint64Array'),
  isCryptoKey: () => false,
  isKeyObject: () => false,
};

const enumerableKeys = (object) => {
  const symbols = Object.getOwnPropertySymbols(object)
    .filter((symbol) => Object.prototype.propertyIsEnumerable.call(object, symbol));
  return [...Object.keys(object), ...symbols];
};

// The comparison of assert.deepEqual (strict: deepStrictEqual). `seen` pairs objects under comparison.
function isDeepEqual(left, right, strict, seen = new Map()) {
  if (strict ? Object.is(left, right) : left == right || (left !== left && right !== right)) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  if (strict && Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) return false;
  const kind = kindOf(left);
  if (kind !== kindOf(right) && (strict || Array.isArray(left) !== Array.isArray(right))) return false;
  if (seen.get(left) === right) return true;
  seen.set(left, right);
  try {
    return haveEqualContents(left, right, kind, strict, seen) && haveEqualProperties(left, right, strict, seen);
  } finally {
    seen.delete(left);
  }
}

function haveEqualContents(left, right, kind, strict, seen) {
  switch (kind) {
    case 'array':
      return left.length === right.length;
    case 'date':
      return Date.prototype.getTime.call(left) === Date.prototype.getTime.call(right);
    case 'regexp':
      return String(left) === String(right) && left.lastIndex === right.lastIndex;
    case 'error':
      return left.message === right.message && left.name === right.name && isDeepEqual(left.cause, right.cause, strict, seen);
    case 'boolean_object': case 'number_object': case 'string_object': case 'symbol_object': case 'bigint_object':
      return Object.is(left.valueOf(), right.valueOf());
    case 'typed_array':
      return left.length === right.length && Array.prototype.every.call(left, (item, i) => Object.is(item, right[i]));
    case 'array_buffer':
      return isDeepEqual(new Uint8Array(left), new Uint8Array(right), strict, seen);
    case 'map':
      return left.size === right.size && haveEqualEntries([...left], [...right], strict, seen);
    case 'set':
      return left.size === right.size && haveEqualEntries([...left], [...right], strict, seen);
    case 'weak_map': case 'weak_set': case 'promise': case 'weak_ref':
      return false;
    default:
      return true;
  }
}

// Entries may stand in any order; each is matched once.
function haveEqualEntries(left, right, strict, seen) {
  const rest = right.slice();
  return left.every((entry) => {
    const place = rest.findIndex((other) => isDeepEqual(entry, other, strict, seen));
    if (place === -1) return false;
    rest.splice(place, 1);
    return true;
  });
}

function haveEqualProperties(left, right, strict, seen) {
  const keys = strict ? enumerableKeys(left) : Object.keys(left);
  const others = strict ? enumerableKeys(right) : Object.keys(right);
  return keys.length === others.length && keys.every((key) =>
    Object.prototype.propertyIsEnumerable.call(right, key) && isDeepEqual(left[key], right[key], strict, seen));
}

// Leaves out `ESC [`, digits and semicolons, and the character that ends them.
function stripVTControlCharacters(text) {
  const isPart = (character) => character !== undefined && '0123456789;'.includes(character);
  const isEnd = (character) => character !== undefined && 'ABCDEFGHIJKLMNOPRSTZcfghijklmnqrstuy=><~'.includes(character);
  let kept = '';
  text = String(text);
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\u001b' && text[at + 1] === '[') {
      let end = at + 2;
      while (isPart(text[end])) end++;
      if (isEnd(text[end])) {
        at = end;
        continue;
      }
    }
    kept += text[at];
  }
  return kept;
}

module.exports = {
  _extend: Object.assign,
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
  isDate: types.isDate,
  isDeepEqual: (left, right) => isDeepEqual(left, right, false),
  isDeepStrictEqual: (left, right) => isDeepEqual(left, right, true),
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
  promisify,
  stripVTControlCharacters,
  toUSVString: (text) => String(text).toWellFormed(),
  types,
  getPromiseDetails,
  getProxyDetails,
};
for (const name of ['isDeepEqual', 'getPromiseDetails', 'getProxyDetails']) {
  Object.defineProperty(module.exports, name, { enumerable: false });
}
