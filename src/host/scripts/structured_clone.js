// structuredClone – https://html.spec.whatwg.org/#structured-cloning
'use strict';

const { kindOf } = native;

function refuse(value) {
  let shown;
  if (typeof value === 'symbol' || typeof value === 'function') shown = String(value);
  else if (kindOf(value) === 'symbol_object') shown = '[object Symbol]';
  else shown = `#<${value?.constructor?.name ?? 'Object'}>`;
  const error = new Error(`${shown} could not be cloned.`);
  error.name = 'DataCloneError';
  error.code = 25;
  throw error;
}

const ERRORS = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function clone(value, known) {
  if (typeof value === 'symbol' || typeof value === 'function') refuse(value);
  if (value === null || typeof value !== 'object') return value;
  const done = known.get(value);
  if (done !== undefined) return done;
  const kind = kindOf(value);
  const whole = copyOfContents(value, kind, known);
  const copy = whole ?? emptyCopy(value, kind);
  known.set(value, copy);
  if (whole !== undefined) return copy;
  switch (kind) {
    case 'map':
      for (const [key, item] of [...value]) copy.set(clone(key, known), clone(item, known));
      break;
    case 'set':
      for (const item of [...value]) copy.add(clone(item, known));
      break;
    case 'error':
      if (Object.hasOwn(value, 'cause')) {
        Object.defineProperty(copy, 'cause', { value: clone(value.cause, known), writable: true, configurable: true });
      }
      break;
    default:
      for (const key of Object.keys(value)) copy[key] = clone(value[key], known);
  }
  return copy;
}

// The copy of an object that holds more than its properties, whose properties are not cloned; nothing for others.
function copyOfContents(value, kind, known) {
  switch (kind) {
    case 'date': return new Date(value.getTime());
    case 'regexp': return new RegExp(value.source, value.flags);
    case 'bigint_object':
    case 'boolean_object':
    case 'number_object':
    case 'string_object': return Object(value.valueOf());
    case 'array_buffer':
    case 'shared_array_buffer': return value.slice(0);
    case 'data_view': return new DataView(clone(value.buffer, known), value.byteOffset, value.byteLength);
    case 'typed_array':
      return new globalThis[value[Symbol.toStringTag]](clone(value.buffer, known), value.byteOffset, value.length);
    default: return undefined;
  }
}

function emptyCopy(value, kind) {
  switch (kind) {
    case 'array': return new Array(value.length);
    case 'map': return new Map();
    case 'set': return new Set();
    case 'error': {
      const Type = Object.hasOwn(ERRORS, value.name) ? ERRORS[value.name] : Error;
      return Object.defineProperty(new Type(value.message), 'stack', { value: value.stack, writable: true, configurable: true });
    }
    case 'symbol_object':
    case 'promise':
    case 'weak_map':
    case 'weak_set':
    case 'proxy':
    case 'generator':
    case 'async_generator': return refuse(value);
    default: return Array.isArray(value) ? new Array(value.length) : {};
  }
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
