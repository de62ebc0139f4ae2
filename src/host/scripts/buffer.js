// Buffers – https://nodejs.org/api/buffer.html
'use strict';

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const MAX_LENGTH = 2 ** 32;
const INSPECT_MAX_BYTES = 50;

const TWO_BYTE_ENCODINGS = ['ucs2', 'ucs-2', 'utf16le', 'utf-16le'];
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

class FastBuffer extends Uint8Array {
  constructor(buffer, offset, length) {
    super(buffer, offset, length);
  }
}

const { coded, mustBe: invalidType, outOfRange } = require('internal/errors');
const outOfBounds = (name) => coded(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS',
  name ? `"${name}" is outside of buffer bounds` : 'Attempt to access memory outside buffer bounds');

const isBytes = (value) => value instanceof Uint8Array;

function checkBytes(value, name) {
  if (!isBytes(value)) throw invalidType(`"${name}" argument`, 'an instance of Buffer or Uint8Array', value);
}

function checkSize(size) {
  if (typeof size !== 'number') throw invalidType('"size" argument', 'of type number', size);
  if (!(size >= 0 && size <= MAX_LENGTH)) throw outOfRange('size', `>= 0 && <= ${MAX_LENGTH}`, size);
}

function checkOffset(value, name, least = 0, most = Number.MAX_SAFE_INTEGER) {
  if (typeof value !== 'number') throw invalidType(`"${name}" argument`, 'of type number', value);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < least || value > most) throw outOfRange(name, `>= ${least} && <= ${most}`, value);
}

function checkEncoding(encoding) {
  if (encoding !== undefined && !native.isEncoding(encoding)) {
    throw coded(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
  }
}

function Buffer(arg, encodingOrOffset, length) {
  if (typeof arg === 'number') {
    if (typeof encodingOrOffset === 'string') throw invalidType('"string" argument', 'of type string', arg);
    return Buffer.alloc(arg);
  }
  return Buffer.from(arg, encodingOrOffset, length);
}

Object.defineProperty(Buffer, Symbol.species, { configurable: true, get: () => FastBuffer });
Object.setPrototypeOf(Buffer, Uint8Array);
Buffer.prototype = FastBuffer.prototype;
Object.defineProperty(Buffer.prototype, 'constructor', { value: Buffer, writable: true, configurable: true, enumerable: false });
Buffer.poolSize = 8 * 1024;

const fromString = (text, encoding) =>
  new FastBuffer(native.encode(text, typeof encoding === 'string' ? encoding : undefined));

function fromArrayLike(list) {
  return list.length > 0 ? new FastBuffer(list) : new FastBuffer();
}

function fromArrayBuffer(buffer, offset, length) {
  offset = +offset || 0;
  const most = buffer.byteLength - offset;
  if (most < 0) throw outOfBounds('offset');
  if (length === undefined) {
    length = most;
  } else {
    length = +length;
    if (length > most) throw outOfBounds('length');
    if (!(length > 0)) length = 0;
  }
  return new FastBuffer(buffer, offset, length);
}

const isArrayBuffer = (value) => value instanceof ArrayBuffer ||
  (typeof SharedArrayBuffer === 'function' && value instanceof SharedArrayBuffer);

Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);
  if (typeof value === 'object' && value !== null) {
    if (isArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
    const primitive = value.valueOf && value.valueOf();
    if (primitive != null && primitive !== value && (typeof primitive === 'string' || typeof primitive === 'object')) {
      return from(primitive, encodingOrOffset, length);
    }
    if (value.length !== undefined || isArrayBuffer(value.buffer)) {
      return typeof value.length === 'number' ? fromArrayLike(value) : new FastBuffer();
    }
    if (value.type === 'Buffer' && Array.isArray(value.data)) return fromArrayLike(value.data);
    if (typeof value[Symbol.toPrimitive] === 'function') {
      const text = value[Symbol.toPrimitive]('string');
      if (typeof text === 'string') return fromString(text, encodingOrOffset);
    }
  }
  throw invalidType('first argument',
    'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object', value);
};

Buffer.copyBytesFrom = function copyBytesFrom(view, offset = 0, length) {
  const part = view.slice(offset, length === undefined ? undefined : offset + length);
  return fromArrayLike(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
};

Buffer.of = (...items) => fromArrayLike(items);

Buffer.alloc = function alloc(size, fill, encoding) {
  checkSize(size);
  const buffer = new FastBuffer(size);
  return fill !== undefined && fill !== 0 && size > 0 ? buffer.fill(fill, encoding) : buffer;
};

Buffer.allocUnsafe = function allocUnsafe(size) {
  checkSize(size);
  return new FastBuffer(size);
};

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  checkSize(size);
  return new FastBuffer(size);
};

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

Buffer.isEncoding = function isEncoding(encoding) {
  return native.isEncoding(encoding);
};

Buffer.compare = function compare(left, right) {
  checkBytes(left, 'buf1');
  checkBytes(right, 'buf2');
  return native.compare(left, right);
};

Buffer.concat = function concat(list, length) {
  if (!Array.isArray(list)) throw invalidType('"list" argument', 'an instance of Array', list);
  if (length === undefined) {
    length = 0;
    for (const item of list) if (item.length) length += item.length;
  } else {
    checkOffset(length, 'length');
  }
  const buffer = Buffer.allocUnsafe(length);
  let position = 0;
  for (let i = 0; i < list.length; i++) {
    if (!isBytes(list[i])) throw invalidType(`"list[${i}]" argument`, 'an instance of Buffer or Uint8Array', list[i]);
    position += native.copy(list[i], buffer, position, 0, list[i].length);
  }
  return buffer;
};

Buffer.byteLength = function byteLength(value, encoding) {
  if (typeof value === 'string') return native.byteLength(value, encoding);
  if (ArrayBuffer.isView(value) || isArrayBuffer(value)) return value.byteLength;
  throw invalidType('"string" argument', 'of type string or an instance of Buffer or ArrayBuffer', value);
};

function clamp(value, length) {
  value = Math.trunc(value) || 0;
  if (value < 0) return Math.max(value + length, 0);
  return Math.min(value, length);
}

function decode(buffer, encoding, start, end) {
  return native.decode(buffer, encoding, start, end);
}

function patternOf(value, encoding) {
  return typeof value === 'string' ? fromString(value, encoding) : value;
}

function search(buffer, value, offset, encoding, backwards) {
  checkBytes(buffer, 'buffer');
  if (typeof offset === 'string') {
    encoding = offset;
    offset = undefined;
  }
  offset = Math.trunc(Math.max(-0x80000000, Math.min(+offset, 0x7fffffff)));
  if (Number.isNaN(offset)) offset = backwards ? buffer.length : 0;
  if (typeof value === 'number') return native.indexOf(buffer, Buffer.of(value & 0xff), offset, backwards, 1);
  checkEncoding(encoding);
  if (typeof value !== 'string' && !isBytes(value)) {
    throw invalidType('"value" argument', 'one of type number or string or an instance of Buffer or Uint8Array', value);
  }
  const step = TWO_BYTE_ENCODINGS.includes(String(encoding ?? '').toLowerCase()) ? 2 : 1;
  return native.indexOf(buffer, patternOf(value, encoding), offset, backwards, step);
}

const methods = {
  asciiSlice(start = 0, end = this.length) { return decode(this, 'ascii', start, end); },
  base64Slice(start = 0, end = this.length) { return decode(this, 'base64', start, end); },
  base64urlSlice(start = 0, end = this.length) { return decode(this, 'base64url', start, end); },
  latin1Slice(start = 0, end = this.length) { return decode(this, 'latin1', start, end); },
  hexSlice(start = 0, end = this.length) { return decode(this, 'hex', start, end); },
  ucs2Slice(start = 0, end = this.length) { return decode(this, 'ucs2', start, end); },
  utf8Slice(start = 0, end = this.length) { return decode(this, 'utf8', start, end); },

  toString(encoding, start, end) {
    const length = this.length;
    start = start === undefined || start <= 0 ? 0 : Math.trunc(start) || 0;
    end = end === undefined || end > length ? length : Math.trunc(end) || 0;
    if (start >= length || end <= start) return '';
    return native.decode(this, encoding, start, end);
  },

  toJSON() {
    return { type: 'Buffer', data: Array.from(this) };
  },

  equals(other) {
    checkBytes(other, 'otherBuffer');
    return this === other || native.compare(this, other) === 0;
  },

  inspect(depth, options) {
    const rest = this.length - INSPECT_MAX_BYTES;
    const digits = this.hexSlice(0, Math.min(INSPECT_MAX_BYTES, this.length));
    let text = digits.slice(0, 2);
    for (let at = 2; at < digits.length; at += 2) text += ` ${digits.slice(at, at + 2)}`;
    if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? 's' : ''}`;
    if (options) {
      const extra = Object.create(null);
      let hasExtra = false;
      for (const key of Reflect.ownKeys(this)) {
        if (typeof key === 'string' && key >>> 0 < this.length && String(key >>> 0) === key) continue;
        if (!options.showHidden && !Object.prototype.propertyIsEnumerable.call(this, key)) continue;
        hasExtra = true;
        extra[key] = this[key];
      }
      if (hasExtra) {
        if (this.length !== 0) text += ', ';
        text += require('util').inspect(extra, { ...options, breakLength: Infinity, compact: true }).slice(27, -2);
      }
    }
    return `<${this.constructor.name} ${text}>`;
  },

  compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    checkBytes(target, 'target');
    if (targetStart === undefined) targetStart = 0;
    else checkOffset(targetStart, 'targetStart');
    if (targetEnd === undefined) targetEnd = target.length;
    else checkOffset(targetEnd, 'targetEnd', 0, target.length);
    if (sourceStart === undefined) sourceStart = 0;
    else checkOffset(sourceStart, 'sourceStart');
    if (sourceEnd === undefined) sourceEnd = this.length;
    else checkOffset(sourceEnd, 'sourceEnd', 0, this.length);
    if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
    if (targetStart >= targetEnd) return 1;
    return native.compare(this.subarray(sourceStart, sourceEnd), target.subarray(targetStart, targetEnd));
  },

  indexOf(value, offset, encoding) {
    return search(this, value, offset, encoding, false);
  },

  lastIndexOf(value, offset, encoding) {
    return search(this, value, offset, encoding, true);
  },

  includes(value, offset, encoding) {
    return search(this, value, offset, encoding, false) !== -1;
  },

  fill(value, offset, end, encoding) {
    if (typeof value === 'string') {
      if (offset === undefined || typeof offset === 'string') {
        encoding = offset;
        offset = undefined;
        end = undefined;
      } else if (typeof end === 'string') {
        encoding = end;
        end = undefined;
      }
      checkEncoding(encoding);
      if (value.length === 0) value = 0;
    }
    if (offset === undefined) offset = 0;
    else checkOffset(offset, 'offset');
    if (end === undefined) end = this.length;
    else checkOffset(end, 'end', 0, this.length);
    if (offset >= end) return this;
    if (typeof value !== 'string' && !isBytes(value)) {
      Uint8Array.prototype.fill.call(this, +value & 0xff, offset, end);
      return this;
    }
    if (!native.fill(this, patternOf(value, encoding), offset, end)) {
      throw coded(TypeError, 'ERR_INVALID_ARG_VALUE',
        `The argument 'value' is invalid. Received ${require('util').inspect(value)}`);
    }
    return this;
  },

  write(text, offset, length, encoding) {
    if (offset === undefined) return native.write(this, text, 'utf8', 0, this.length);
    if (length === undefined && typeof offset === 'string') {
      encoding = offset;
      length = this.length;
      offset = 0;
    } else {
      checkOffset(offset, 'offset', 0, this.length);
      const rest = this.length - offset;
      if (length === undefined) {
        length = rest;
      } else if (typeof length === 'string') {
        encoding = length;
        length = rest;
      } else {
        checkOffset(length, 'length', 0, this.length);
        length = Math.min(length, rest);
      }
    }
    return native.write(this, text, encoding, offset, length);
  },

  slice(start, end) {
    return this.subarray(start, end);
  },

  subarray(start, end) {
    const length = this.length;
    start = start === undefined ? 0 : clamp(start, length);
    end = end === undefined ? length : clamp(end, length);
    return new FastBuffer(this.buffer, this.byteOffset + start, Math.max(end - start, 0));
  },

  copy(target, targetStart = 0, sourceStart = 0, sourceEnd = this.length) {
    checkBytes(target, 'target');
    targetStart = Math.trunc(targetStart) || 0;
    sourceStart = Math.trunc(sourceStart) || 0;
    sourceEnd = Math.trunc(sourceEnd) || 0;
    if (targetStart < 0) throw outOfRange('targetStart', '>= 0', targetStart);
    if (sourceStart < 0 || sourceStart > this.length) throw outOfRange('sourceStart', `>= 0 && <= ${this.length}`, sourceStart);
    if (sourceEnd < 0) throw outOfRange('sourceEnd', '>= 0', sourceEnd);
    if (targetStart >= target.length || sourceStart >= sourceEnd) return 0;
    return native.copy(this, target, targetStart, sourceStart, sourceEnd - sourceStart);
  },

  swap16() { return swap(this, 2); },
  swap32() { return swap(this, 4); },
  swap64() { return swap(this, 8); },
};

function swap(buffer, size) {
  if (buffer.length % size !== 0) {
    throw coded(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${size * 8}-bits`);
  }
  for (let i = 0; i < buffer.length; i += size) Uint8Array.prototype.reverse.call(buffer.subarray(i, i + size));
  return buffer;
}

for (const encoding of ['ascii', 'base64', 'base64url', 'latin1', 'hex', 'ucs2', 'utf8']) {
  methods[`${encoding}Write`] = function (text, offset = 0, length = this.length - offset) {
    return native.write(this, text, encoding, offset, length);
  };
}

Object.assign(Buffer.prototype, methods);
Buffer.prototype.toLocaleString = Buffer.prototype.toString;
Buffer.prototype[customInspect] = Buffer.prototype.inspect;
native.installNumbers(Buffer.prototype);
for (const [name, property] of [['parent', 'buffer'], ['offset', 'byteOffset']]) {
  Object.defineProperty(Buffer.prototype, name, {
    enumerable: true,
    get() { return this instanceof Buffer ? this[property] : undefined; },
  });
}

function atob(text) {
  text = [...String(text)].filter((character) => !'\t\n\f\r '.includes(character)).join('');
  if (text.length % 4 === 0 && text.endsWith('=')) text = text.slice(0, text.endsWith('==') ? -2 : -1);
  if (text.length % 4 === 1 || ![...text].every((character) => BASE64.includes(character))) {
    const error = new Error('The string to be decoded is not correctly encoded.');
    error.name = 'InvalidCharacterError';
    throw error;
  }
  return fromString(text, 'base64').latin1Slice();
}

function btoa(text) {
  text = String(text);
  if ([...text].some((character) => character > '\xff')) {
    const error = new Error('Invalid character');
    error.name = 'InvalidCharacterError';
    throw error;
  }
  return fromString(text, 'latin1').toString('base64');
}

class TextEncoder {
  get encoding() { return 'utf-8'; }
  encode(text = '') { return new Uint8Array(native.encode(String(text), 'utf8')); }
  encodeInto(text, target) {
    let read = 0;
    let written = 0;
    for (const character of String(text)) {
      const size = native.byteLength(character, 'utf8');
      if (written + size > target.length) break;
      written += native.write(target, character, 'utf8', written, size);
      read += character.length;
    }
    return { read, written };
  }
  [customInspect](depth, options, inspect) {
    return depth < 0 ? this : inspect({ encoding: this.encoding }, options);
  }
}

// How many bytes at the end begin a UTF-8 sequence that goes on.
function unfinishedUtf8(bytes) {
  for (let count = 1; count <= Math.min(3, bytes.length); count++) {
    const byte = bytes[bytes.length - count];
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > count ? count : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

// How many bytes at the end are half a code unit, or the first half of a surrogate pair.
function unfinishedUtf16(bytes) {
  const odd = bytes.length % 2;
  const high = bytes[bytes.length - odd - 1];
  return odd + (high >= 0xd8 && high < 0xdc ? 2 : 0);
}

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #rest = [];
  #hasBegun = false;

  constructor(encoding = 'utf-8', options = {}) {
    const name = String(encoding).trim().toLowerCase();
    const known = { 'utf8': 'utf-8', 'utf-8': 'utf-8', 'utf-16le': 'utf-16le', 'utf-16': 'utf-16le',
      'latin1': 'windows-1252', 'ascii': 'windows-1252', 'windows-1252': 'windows-1252' };
    this.#encoding = known[name];
    if (this.#encoding === undefined) {
      throw coded(RangeError, 'ERR_ENCODING_NOT_SUPPORTED', `The "${encoding}" encoding is not supported`);
    }
    this.#fatal = Boolean(options.fatal);
    this.#ignoreBOM = Boolean(options.ignoreBOM);
  }

  get encoding() { return this.#encoding; }
  get fatal() { return this.#fatal; }
  get ignoreBOM() { return this.#ignoreBOM; }

  decode(input = new Uint8Array(), options = {}) {
    if (!ArrayBuffer.isView(input) && !(input instanceof ArrayBuffer) && !(input instanceof SharedArrayBuffer)) {
      throw invalidType('"input" argument', 'an instance of ArrayBuffer or ArrayBufferView', input);
    }
    let bytes = ArrayBuffer.isView(input) ? new FastBuffer(input.buffer, input.byteOffset, input.byteLength) :
      new FastBuffer(input);
    if (this.#rest.length > 0) bytes = Buffer.concat([this.#rest, bytes]);
    const name = { 'utf-8': 'utf8', 'utf-16le': 'utf16le', 'windows-1252': 'latin1' }[this.#encoding];
    const goesOn = Boolean(options?.stream);
    const unfinished = { utf8: unfinishedUtf8, utf16le: unfinishedUtf16, latin1: () => 0 }[name];
    const length = bytes.length - (goesOn ? unfinished(bytes) : 0);
    this.#rest = Uint8Array.from(bytes.subarray(length));
    bytes = bytes.subarray(0, length);
    let text = native.decode(bytes, name, 0, length);
    if (this.#fatal && name === 'utf8' && !fromString(text, 'utf8').equals(bytes)) {
      this.#rest = [];
      this.#hasBegun = false;
      throw coded(TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA', 'The encoded data was not valid for encoding utf-8');
    }
    if (!this.#ignoreBOM && !this.#hasBegun && text.startsWith('\ufeff')) text = text.slice(1);
    this.#hasBegun = goesOn && (this.#hasBegun || length > 0);
    return text;
  }

  [customInspect](depth, options, inspect) {
    if (depth < 0) return this;
    const { encoding, fatal, ignoreBOM } = this;
    return `${this.constructor?.name ?? 'TextDecoder'} ${inspect({ encoding, fatal, ignoreBOM }, options)}`;
  }
}

module.exports = {
  Buffer,
  INSPECT_MAX_BYTES,
  SlowBuffer: Buffer.allocUnsafeSlow,
  TextDecoder,
  TextEncoder,
  atob,
  btoa,
  constants: { MAX_LENGTH, MAX_STRING_LENGTH: 536870888 },
  isAscii: (bytes) => bytes.every((byte) => byte < 128),
  isUtf8: (bytes) => fromString(Buffer.from(bytes).toString(), 'utf8').equals(bytes),
  kMaxLength: MAX_LENGTH,
  kStringMaxLength: 536870888,
};
