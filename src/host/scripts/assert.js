// Assertions – https://nodejs.org/api/assert.html
'use strict';

const { inspect } = require('util');
const { isDeepEqual, isDeepStrictEqual } = require('internal/comparisons');

const show = (value) => inspect(value, {
  compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, showHidden: false, sorted: true,
  getters: true,
});

const HEADINGS = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
};

function describe(actual, expected, operator) {
  const heading = HEADINGS[operator];
  const [left, right] = [show(actual), show(expected)];
  if (operator.startsWith('not')) return `${heading}\n\n${left}`;
  if (!left.includes('\n') && !right.includes('\n')) {
    const isShort = left.length + right.length <= 12;
    if (operator === 'strictEqual' && isShort && typeof actual !== 'object' && typeof expected !== 'object') {
      return `${heading}\n\n${left} !== ${right}\n`;
    }
  }
  const [lines, others] = [left.split('\n'), right.split('\n')];
  return `${heading}\n+ actual - expected\n\n${difference(lines, others).join('\n')}`;
}

// Lines of both texts: common ones once, the others marked.
function difference(left, right) {
  const rows = left.length + 1;
  const columns = right.length + 1;
  if (rows * columns > 1e6) return [...left.map((line) => `+ ${line}`), ...right.map((line) => `- ${line}`)];
  const common = Array.from({ length: rows }, () => new Array(columns).fill(0));
  for (let i = rows - 2; i >= 0; i--) {
    for (let j = columns - 2; j >= 0; j--) {
      common[i][j] = left[i] === right[j] ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      lines.push(`  ${left[i]}`);
      i++;
      j++;
    } else if (j >= right.length || (i < left.length && common[i + 1][j] >= common[i][j + 1])) {
      lines.push(`+ ${left[i++]}`);
    } else {
      lines.push(`- ${right[j++]}`);
    }
  }
  return lines;
}

class AssertionError extends Error {
  constructor(options) {
    const { message, operator, actual, expected, stackStartFn } = options;
    if (message != null) {
      super(String(message));
    } else if (operator in HEADINGS) {
      super(describe(actual, expected, operator));
    } else {
      super(`${inspect(actual)} ${operator} ${inspect(expected)}`);
    }
    this.generatedMessage = message == null;
    Object.defineProperty(this, 'name', {
      value: 'AssertionError [ERR_ASSERTION]', enumerable: false, writable: true, configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    Error.captureStackTrace(this, stackStartFn || this.constructor);
    this.stack;
    this.name = 'AssertionError';
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

function fail(details) {
  if (details.message instanceof Error) throw details.message;
  throw new AssertionError(details);
}

function check(holds, actual, expected, message, operator, stackStartFn) {
  if (!holds) fail({ actual, expected, message, operator, stackStartFn });
}

function assert(value, message) {
  if (arguments.length === 0) {
    fail({ actual: undefined, expected: true, message: 'No value argument passed to `assert.ok()`', operator: '==', stackStartFn: assert });
  }
  if (!value) {
    fail({
      actual: value, expected: true, operator: '==', stackStartFn: assert,
      message: message ?? 'The expression evaluated to a falsy value',
    });
  }
}

assert.ok = function ok(value, message) {
  if (!value) {
    fail({
      actual: value, expected: true, operator: '==', stackStartFn: ok,
      message: message ?? 'The expression evaluated to a falsy value',
    });
  }
};

assert.fail = function (message = 'Failed') {
  if (message instanceof Error) throw message;
  const error = new AssertionError({ message, operator: 'fail', stackStartFn: assert.fail });
  error.generatedMessage = arguments.length === 0;
  throw error;
};

assert.equal = function equal(actual, expected, message) {
  check(actual == expected || (actual !== actual && expected !== expected), actual, expected, message, '==', equal);
};
assert.notEqual = function notEqual(actual, expected, message) {
  check(!(actual == expected || (actual !== actual && expected !== expected)), actual, expected, message, '!=', notEqual);
};
assert.strictEqual = function strictEqual(actual, expected, message) {
  check(Object.is(actual, expected), actual, expected, message, 'strictEqual', strictEqual);
};
assert.notStrictEqual = function notStrictEqual(actual, expected, message) {
  check(!Object.is(actual, expected), actual, expected, message, 'notStrictEqual', notStrictEqual);
};
assert.deepEqual = function deepEqual(actual, expected, message) {
  check(isDeepEqual(actual, expected), actual, expected, message, 'deepEqual', deepEqual);
};
assert.notDeepEqual = function notDeepEqual(actual, expected, message) {
  check(!isDeepEqual(actual, expected), actual, expected, message, 'notDeepEqual', notDeepEqual);
};
assert.deepStrictEqual = function deepStrictEqual(actual, expected, message) {
  check(isDeepStrictEqual(actual, expected), actual, expected, message, 'deepStrictEqual', deepStrictEqual);
};
assert.notDeepStrictEqual = function notDeepStrictEqual(actual, expected, message) {
  check(!isDeepStrictEqual(actual, expected), actual, expected, message, 'notDeepStrictEqual', notDeepStrictEqual);
};

// Whether an error is what was expected: a class, a pattern, a check, or an object of properties.
function matches(error, expected, message, operator) {
  if (expected === undefined) return;
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && error instanceof expected) return;
    if (Error.isPrototypeOf(expected)) throw error;
    if (expected.call({}, error) === true) return;
    fail({
      actual: error, expected, operator, stackStartFn: assert[operator],
      message: message ?? `The ${expected.name ? `"${expected.name}" ` : ''}validation function is expected to return ` +
        `"true". Received ${inspect(false)}\n\nCaught error:\n\n${error}`,
    });
  }
  if (expected instanceof RegExp) {
    if (expected.test(String(error))) return;
    fail({
      actual: error, expected, operator, stackStartFn: assert[operator],
      message: message ?? `The input did not match the regular expression ${inspect(expected)}. Input:\n\n` +
        `${inspect(String(error))}\n`,
    });
  }
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  for (const key of keys) {
    const wanted = expected[key];
    if (typeof error?.[key] === 'string' && wanted instanceof RegExp && wanted.test(error[key])) continue;
    if (!isDeepStrictEqual(error?.[key], wanted)) {
      const pick = (object) => Object.fromEntries(keys.map((name) => [name, object?.[name]]));
      fail({ actual: pick(error), expected: pick(expected), message, operator: 'deepStrictEqual', stackStartFn: assert[operator] });
    }
  }
}

function expectedAndMessage(expected, message) {
  return typeof expected === 'string' ? [undefined, expected] : [expected, message];
}

assert.throws = function throws(fn, ...args) {
  const [expected, message] = expectedAndMessage(...args);
  let error;
  try {
    fn();
  } catch (caught) {
    error = { caught };
  }
  if (error === undefined) {
    const what = expected?.name ? ` (${expected.name})` : '';
    const text = message ? `: ${message}` : '.';
    fail({ expected, operator: 'throws', message: `Missing expected exception${what}${text}`, stackStartFn: throws });
  }
  matches(error.caught, expected, message, 'throws');
};

assert.doesNotThrow = function doesNotThrow(fn, ...args) {
  const [expected, message] = expectedAndMessage(...args);
  try {
    fn();
  } catch (error) {
    if (expected !== undefined && typeof expected === 'function' && !(error instanceof expected)) throw error;
    const text = message ? `: ${message}` : '.';
    fail({
      actual: error, expected, operator: 'doesNotThrow', stackStartFn: doesNotThrow,
      message: `Got unwanted exception${text}\nActual message: "${error?.message}"`,
    });
  }
};

async function rejectionOf(promiseOrFunction) {
  const promise = typeof promiseOrFunction === 'function' ? promiseOrFunction() : promiseOrFunction;
  try {
    await promise;
  } catch (caught) {
    return { caught };
  }
  return undefined;
}

assert.rejects = async function rejects(promiseOrFunction, ...args) {
  const [expected, message] = expectedAndMessage(...args);
  const error = await rejectionOf(promiseOrFunction);
  if (error === undefined) {
    const what = expected?.name ? ` (${expected.name})` : '';
    const text = message ? `: ${message}` : '.';
    fail({ expected, operator: 'rejects', message: `Missing expected rejection${what}${text}`, stackStartFn: rejects });
  }
  matches(error.caught, expected, message, 'rejects');
};

assert.doesNotReject = async function doesNotReject(promiseOrFunction, ...args) {
  const [expected, message] = expectedAndMessage(...args);
  const error = await rejectionOf(promiseOrFunction);
  if (error !== undefined) {
    const text = message ? `: ${message}` : '.';
    fail({
      actual: error.caught, expected, operator: 'doesNotReject', stackStartFn: doesNotReject,
      message: `Got unwanted rejection${text}\nActual message: "${error.caught?.message}"`,
    });
  }
};

assert.ifError = function ifError(value) {
  if (value !== null && value !== undefined) {
    const shown = value instanceof Error ? value.message : inspect(value);
    fail({
      actual: value, expected: null, operator: 'ifError', stackStartFn: ifError,
      message: `ifError got unwanted exception: ${shown}`,
    });
  }
};

assert.match = function match(text, pattern, message) {
  if (typeof text !== 'string' || !pattern.test(text)) {
    fail({
      actual: text, expected: pattern, operator: 'match', stackStartFn: match,
      message: message ?? `The input did not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`,
    });
  }
};

assert.doesNotMatch = function doesNotMatch(text, pattern, message) {
  if (typeof text !== 'string' || pattern.test(text)) {
    fail({
      actual: text, expected: pattern, operator: 'doesNotMatch', stackStartFn: doesNotMatch,
      message: message ??
        `The input was expected to not match the regular expression ${inspect(pattern)}. Input:\n\n${inspect(text)}\n`,
    });
  }
};

assert.AssertionError = AssertionError;

function strict(...args) {
  return assert(...args);
}
assert.strict = Object.assign(strict, assert, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;

module.exports = assert;
