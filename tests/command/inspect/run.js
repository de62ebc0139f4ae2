// Prints what the expressions of a corpus show: each line that starts with `> ` is one, and its text comes behind it.
// A corpus is recorded with Node 20: `node run.js arrays.txt > new.txt`.
// Escape characters are shown as `␛`; long texts are summed up.
/* eslint-disable no-unused-vars */
const fs = require('fs');
const util = require('util');
const { inspect: I, format: F, formatWithOptions: W } = util;
const C = I.custom;

// `{ k1: { k0: leaf } }`, so many levels deep.
const nest = (count, leaf = {}) => {
  let object = leaf;
  for (let i = 0; i < count; i++) object = { [`k${i}`]: object };
  return object;
};
const range = (count, item = (i) => i) => Array.from({ length: count }, (_, i) => item(i));
// An error without frames.
const E = (message, Type = Error, options) => {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const error = new Type(message, options);
  error.stack;
  Error.stackTraceLimit = limit;
  return error;
};
// An error with frames of its own.
const S = (message, frames = 2, Type = Error, options) => {
  const error = new Type(message, options);
  const lines = range(frames, (i) => `\n    at f${i} (/app/file${i}.js:${i + 1}:5)`);
  return Object.defineProperty(error, 'stack',
    { value: `${error.name}: ${error.message}${lines.join('')}`, writable: true, configurable: true });
};
const sum = (text) => {
  let check = 0;
  for (let i = 0; i < text.length; i++) check = (check * 31 + text.charCodeAt(i)) >>> 0;
  return `(${text.split('\n').length} lines, ${text.length} characters, ${check.toString(16)})`;
};

for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\n')) {
  if (!line.startsWith('> ')) continue;
  let text;
  try {
    const value = eval(`(${line.slice(2)})`);
    text = typeof value === 'string' ? value : `=> ${I(value)}`;
  } catch (error) {
    text = `THREW ${error?.name}: ${error?.message}${error?.code ? ` ${error.code}` : ''}`;
  }
  text = text.split('\u001b').join('␛').split('\r').join('␍');
  console.log(`${line}\n${text.split('\n').length > 40 ? sum(text) : text}`);
}
