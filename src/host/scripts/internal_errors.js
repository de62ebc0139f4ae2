// Errors of builtin modules – https://nodejs.org/api/errors.html#nodejs-error-codes
'use strict';

const inspect = (value, options) => require('util').inspect(value, options);

// An error whose stack says `TypeError [CODE]: message`.
function coded(Type, code, message) {
  const error = new Type(message);
  error.name = `${error.name} [${code}]`;
  error.stack;
  delete error.name;
  error.code = code;
  return error;
}

// A value as messages describe what they got.
function received(value) {
  if (value == null) return String(value);
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value === 'object') {
    return value.constructor?.name ? `an instance of ${value.constructor.name}` : inspect(value, { depth: -1 });
  }
  const shown = inspect(value, { colors: false });
  return `type ${typeof value} (${shown.length > 28 ? `${shown.slice(0, 25)}...` : shown})`;
}

// `what` stands in front of `must be`.
const mustBe = (what, expected, value) =>
  coded(TypeError, 'ERR_INVALID_ARG_TYPE', `The ${what} must be ${expected}. Received ${received(value)}`);
const argument = (name) =>
  name.endsWith(' argument') ? name : `"${name}" ${name.includes('.') ? 'property' : 'argument'}`;
const invalidType = (name, expected, value) => mustBe(argument(name), expected, value);

function outOfRange(name, range, value) {
  const isLarge = typeof value === 'bigint' ? value > 2n ** 32n || value < -(2n ** 32n) :
    Number.isInteger(value) && Math.abs(value) > 2 ** 32;
  const shown = inspect(value, { numericSeparator: isLarge });
  return coded(RangeError, 'ERR_OUT_OF_RANGE',
    `The value of "${name}" is out of range. It must be ${range}. Received ${shown}`);
}

function checkFunction(value, name) {
  if (typeof value !== 'function') throw invalidType(name, 'of type function', value);
}

function checkString(value, name) {
  if (typeof value !== 'string') throw invalidType(name, 'of type string', value);
}

function checkObject(value, name) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw invalidType(name, 'of type object', value);
  }
}

function checkOneOf(value, name, choices) {
  if (choices.includes(value)) return;
  const shown = choices.map((choice) => (typeof choice === 'string' ? `'${choice}'` : String(choice))).join(', ');
  const what = name.includes('.') ? 'property' : 'argument';
  throw coded(TypeError, 'ERR_INVALID_ARG_VALUE',
    `The ${what} '${name}' must be one of: ${shown}. Received ${inspect(value)}`);
}

module.exports = { coded, mustBe, invalidType, outOfRange, checkFunction, checkString, checkObject, checkOneOf };
