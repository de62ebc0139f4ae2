// structuredClone – https://html.spec.whatwg.org/#structured-cloning
'use strict';

const { types } = require('util');

function refuse(value) {
  const shown = typeof value === 'symbol' ? String(value) : typeof value === 'function' ? String(value) : `#<${value?.constructor?.name ?? 'Object'}>`;
  const error = new Error(`${shown} could not be cloned.`);
  error.name = 'DataCloneError';
  error.code = 25;
  throw error;
}

const ERRORS = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function clone(value, known) {
  if (typeof value === 'symbol' || typeof value === 'function') refuse(value);
  if (value === null || typeof value !== 'object') return value;
  if (known.has(value)) return known.get(value);
  const copy = emptyCopy(value, known);
  known.set(value, copy);
  if (types.isMap(value)) {
    for (const [key, item] of [...value]) copy.set(clone(key, known), clone(item, known));
  } else if (types.isSet(value)) {
    for (const item of [...value]) copy.add(clone(item, known));
  } else if (types.isNativeError(value)) {
    if (Object.hasOwn(value, 'cause')) {
      Object.defineProperty(copy, 'cause', { value: clone(value.cause, known), writable: true, configurable: true });
    }
  } else if (Array.isArray(value) || kindIsPlain(value)) {
    for (const key of Object.keys(value)) copy[key] = clone(value[key], known);
  }
  return copy;
}

const kindIsPlain = (value) => !types.isDate(value) && !types.isRegExp(value) && !types.isBoxedPrimitive(value) &&
  !types.isAnyArrayBuffer(value) && !ArrayBuffer.isView(value);

function emptyCopy(value, known) {
  if (types.isDate(value)) return new Date(value.getTime());
  if (types.isRegExp(value)) return new RegExp(value.source, value.flags);
  if (types.isBoxedPrimitive(value)) return types.isSymbolObject(value) ? refuse(value) : Object(value.valueOf());
  if (types.isAnyArrayBuffer(value)) return value.slice(0);
  if (ArrayBuffer.isView(value)) {
    const buffer = clone(value.buffer, known);
    const Type = types.isDataView(value) ? DataView : globalThis[value[Symbol.toStringTag]];
    return new Type(buffer, value.byteOffset, types.isDataView(value) ? value.byteLength : value.length);
  }
  if (types.isMap(value)) return new Map();
  if (types.isSet(value)) return new Set();
  if (types.isNativeError(value)) {
    const Type = Object.hasOwn(ERRORS, value.name) ? ERRORS[value.name] : Error;
    return Object.defineProperty(new Type(value.message), 'stack', { value: value.stack, writable: true, configurable: true });
  }
  if (types.isPromise(value) || types.isWeakMap(value) || types.isWeakSet(value) || types.isProxy(value) ||
    types.isGeneratorObject(value)) refuse(value);
  return Array.isArray(value) ? new Array(value.length) : {};
}

module.exports = function structuredClone(value, options) {
  if (arguments.length === 0) {
    const error = new TypeError('The "value" argument must be specified');
    error.code = 'ERR_MISSING_ARGS';
    throw error;
  }
  const copy = clone(value, new Map());
  for (const item of options?.transfer ?? []) item.transfer?.();
  return copy;
};
