// Deep equality – https://nodejs.org/api/assert.html#comparison-details_1
'use strict';

const { kindOf } = native;

const objectTag = Function.prototype.call.bind(Object.prototype.toString);
const isEnumerable = Function.prototype.call.bind(Object.prototype.propertyIsEnumerable);
const hasOwn = Object.hasOwn;
const typedArrayTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

const isObject = (value) => typeof value === 'object' && value !== null;
const isError = (value) => kindOf(value) === 'error' || value instanceof Error;
const isView = ArrayBuffer.isView;

const BOXES = {
  number_object: Number.prototype.valueOf, string_object: String.prototype.valueOf,
  boolean_object: Boolean.prototype.valueOf, bigint_object: BigInt.prototype.valueOf,
  symbol_object: Symbol.prototype.valueOf,
};
const SPECIAL_KINDS = ['set', 'map', 'date', 'regexp', 'array_buffer', 'shared_array_buffer', ...Object.keys(BOXES)];
const isSpecial = (value) =>
  Array.isArray(value) || isView(value) || SPECIAL_KINDS.includes(kindOf(value)) || isError(value);

const enumerableSymbols = (object) =>
  Object.getOwnPropertySymbols(object).filter((symbol) => isEnumerable(object, symbol));

// The enumerable keys of a list besides its indices.
function namedKeys(list, strict) {
  const isIndex = (key) => String(key >>> 0) === key && key >>> 0 !== 0xffffffff;
  const names = Object.keys(list).filter((key) => !isIndex(key));
  return strict ? names.concat(enumerableSymbols(list)) : names;
}

const bytesOf = (value) =>
  isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);

function haveEqualBytes(left, right) {
  if (left.byteLength !== right.byteLength) return false;
  const others = bytesOf(right);
  return bytesOf(left).every((byte, index) => byte === others[index]);
}

function isDeepEqual(left, right, strict, memo) {
  if (left === right) return left !== 0 || Object.is(left, right) || !strict;
  if (strict) {
    if (typeof left === 'number') return left !== left && right !== right;
    if (!isObject(left) || !isObject(right) || Object.getPrototypeOf(left) !== Object.getPrototypeOf(right)) {
      return false;
    }
  } else if (!isObject(left) || !isObject(right)) {
    if (isObject(left) || isObject(right)) return false;
    return left == right || (left !== left && right !== right);
  }
  if (objectTag(left) !== objectTag(right)) return false;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    const keys = namedKeys(left, strict);
    return keys.length === namedKeys(right, strict).length && haveEqualParts(left, right, strict, memo, keys);
  }
  if (isView(left)) {
    if (typedArrayTag.call(left) !== typedArrayTag.call(right)) return false;
    const isFloat = ['Float16Array', 'Float32Array', 'Float64Array'].includes(typedArrayTag.call(left));
    const isSame = !strict && isFloat ?
      left.length === right.length && left.every((item, index) => item === right[index]) : haveEqualBytes(left, right);
    const keys = namedKeys(left, strict);
    return isSame && keys.length === namedKeys(right, strict).length && haveEqualParts(left, right, strict, memo, keys);
  }
  return haveEqualContents(left, right, strict, memo) && haveEqualParts(left, right, strict, memo);
}

// What objects hold besides properties and entries.
function haveEqualContents(left, right, strict, memo) {
  if (objectTag(left) === '[object Object]' && !isSpecial(left)) return true;
  const kind = kindOf(left);
  switch (kind) {
    case 'date':
      return kindOf(right) === kind && Date.prototype.getTime.call(left) === Date.prototype.getTime.call(right);
    case 'regexp':
      return kindOf(right) === kind && left.source === right.source && left.flags === right.flags &&
        left.lastIndex === right.lastIndex;
    case 'set': case 'map':
      return kindOf(right) === kind && left.size === right.size;
    case 'array_buffer': case 'shared_array_buffer':
      return kindOf(right).endsWith('array_buffer') && haveEqualBytes(left, right);
    case 'number_object': case 'string_object': case 'boolean_object': case 'bigint_object': case 'symbol_object':
      return kindOf(right) === kind && Object.is(BOXES[kind].call(left), BOXES[kind].call(right));
  }
  if (!isError(left)) return !isSpecial(right);
  // The stack may differ between errors that are equal otherwise.
  return isError(right) && ['message', 'name', 'cause', 'errors'].every((key) => {
    const isShown = isEnumerable(left, key);
    return isShown === isEnumerable(right, key) && (isShown || isDeepEqual(left[key], right[key], strict, memo));
  });
}

// Properties and entries. `keys` are those of a list besides its indices.
function haveEqualParts(left, right, strict, memo, keys) {
  const isList = keys !== undefined;
  keys ??= Object.keys(left);
  if (!keys.every((key) => isEnumerable(right, key))) return false;
  if (!isList) {
    if (keys.length !== Object.keys(right).length) return false;
    if (strict) {
      const symbols = enumerableSymbols(left);
      if (symbols.length !== enumerableSymbols(right).length || !symbols.every((key) => isEnumerable(right, key))) {
        return false;
      }
      keys = keys.concat(symbols);
    }
  }
  const compare = (memo) => haveEqualEntries(left, right, strict, memo) &&
    keys.every((key) => isDeepEqual(left[key], right[key], strict, memo));
  return guarded(left, right, memo, compare);
}

// Objects that are being compared further out already are equal if nothing else tells them apart.
function guarded(left, right, memo, compare) {
  memo ??= { pairs: [], seen: null, tries: false };
  const { pairs } = memo;
  if (memo.seen === null) {
    if (pairs.length < 2) {
      if (pairs.length === 1 && pairs[0][0] === left && pairs[0][1] === right) return true;
      pairs.push([left, right]);
      const isSame = compare(memo);
      pairs.pop();
      return isSame;
    }
    memo.seen = new Set(pairs.flat());
  }
  const { seen } = memo;
  const before = seen.size;
  seen.add(left).add(right);
  if (seen.size === before) return true;
  const isSame = compare(memo);
  // After a difference all is over, unless other entries are tried.
  if (isSame || memo.tries) {
    seen.delete(left);
    seen.delete(right);
  }
  return isSame;
}

function haveEqualEntries(left, right, strict, memo) {
  if (Array.isArray(left)) return haveEqualElements(left, right, strict, memo);
  switch (kindOf(left)) {
    case 'set': return areEqualSets(left, right, strict, memo);
    case 'map': return areEqualMaps(left, right, strict, memo);
    default: return true;
  }
}

function haveEqualElements(left, right, strict, memo) {
  for (let index = 0; index < left.length; index++) {
    const isThere = hasOwn(left, index);
    if (isThere !== hasOwn(right, index)) return false;
    if (!isThere) {
      // There are holes: what is left is compared by its keys.
      const keys = Object.keys(left);
      return keys.length === Object.keys(right).length &&
        keys.every((key) => hasOwn(right, key) && isDeepEqual(left[key], right[key], strict, memo));
    }
    if (!isDeepEqual(left[index], right[index], strict, memo)) return false;
  }
  return true;
}

// Whether an entry of `rest` passes `test`; it is taken out.
function take(rest, memo, test) {
  const { tries } = memo;
  memo.tries = true;
  for (const entry of rest) {
    if (test(entry)) {
      rest.delete(entry);
      memo.tries = tries;
      return true;
    }
  }
  memo.tries = tries;
  return false;
}

// What a primitive may loosely equal in another collection: true anything, false nothing, else the only candidate.
function looseCandidate(value) {
  switch (typeof value) {
    case 'undefined': return { only: null };
    case 'object': return { only: undefined };
    case 'symbol': return false;
    case 'string': case 'number': return +value === +value;
    default: return true;
  }
}

function areEqualSets(left, right, strict, memo) {
  const rest = new Set();
  for (const value of left) {
    if (right.has(value)) continue;
    if (!isObject(value)) {
      const candidate = strict ? false : looseCandidate(value);
      if (!candidate) return false;
      if (isObject(candidate) && (!right.has(candidate.only) || left.has(candidate.only))) return false;
    }
    rest.add(value);
  }
  for (const value of right) {
    if (left.has(value) || (strict && !isObject(value))) continue;
    if (!take(rest, memo, (other) => isDeepEqual(other, value, strict, memo))) return false;
  }
  return rest.size === 0;
}

function areEqualMaps(left, right, strict, memo) {
  const rest = new Set();
  const isSame = (one, other) => isDeepEqual(one, other, strict, memo);
  for (const [key, value] of left) {
    if (isObject(key)) {
      rest.add(key);
    } else if (!right.has(key) || !isSame(value, right.get(key))) {
      const candidate = strict ? false : looseCandidate(key);
      if (!candidate) return false;
      if (isObject(candidate)) {
        const { only } = candidate;
        if (!right.has(only) || left.has(only) || !isSame(value, right.get(only))) return false;
      }
      rest.add(key);
    }
  }
  for (const [key, value] of right) {
    const isMatched = !isObject(key) && (strict || (left.has(key) && isSame(left.get(key), value)));
    if (isMatched) continue;
    if (!take(rest, memo, (other) => isSame(other, key) && isSame(left.get(other), value))) return false;
  }
  return rest.size === 0;
}

module.exports = {
  isDeepEqual: (left, right) => isDeepEqual(left, right, false),
  isDeepStrictEqual: (left, right) => isDeepEqual(left, right, true),
};
