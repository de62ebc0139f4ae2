// The heap in figures, and what its collector does – https://nodejs.org/api/v8.html
'use strict';

const ReadStream = require('internal/read_stream');
const { checkString, checkObject, coded, invalidType, outOfRange } = require('internal/errors');

// Bytes of a snapshot that are given at once.
const CHUNK = 65536;

function setFlagsFromString(flags) {
  checkString(flags, 'flags');
  native.setFlags(flags);
}

// The path that a string, Buffer or file URL names.
function pathOf(path) {
  if (path instanceof Uint8Array) path = Buffer.from(path).toString();
  else if (typeof path?.pathname === 'string') path = decodeURIComponent(path.pathname);
  if (typeof path !== 'string') throw invalidType('path', 'of type string or an instance of Buffer or URL', path);
  if (path.includes('\0')) {
    const shown = require('util').inspect(path);
    throw coded(TypeError, 'ERR_INVALID_ARG_VALUE',
      `The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received ${shown}`);
  }
  return path;
}

function checkSnapshotOptions(options) {
  if (options === undefined) return;
  checkObject(options, 'options');
  for (const name of ['exposeInternals', 'exposeNumericValues']) {
    const value = options[name];
    if (value !== undefined && typeof value !== 'boolean') throw invalidType(`options.${name}`, 'of type boolean', value);
  }
}

// The options change nothing: internal nodes are always shown, and numbers are no nodes.
function writeHeapSnapshot(filename, options) {
  checkSnapshotOptions(options);
  if (filename === undefined) return native.writeHeapSnapshot();
  const path = pathOf(filename);
  native.writeHeapSnapshot(path);
  return filename instanceof Uint8Array ? filename : path;
}

// A snapshot that is read bit by bit. It is taken at once: what is read later does not change.
class HeapSnapshotStream extends ReadStream {
  constructor(bytes) {
    let receive;
    let at = 0;
    let isDue = false;
    const next = () => {
      isDue = false;
      if (bytes === undefined) return;
      const chunk = bytes.subarray(at, at += CHUNK);
      if (chunk.length === 0) bytes = undefined;
      receive(chunk.length > 0 ? chunk : null, null);
    };
    super({
      deliverTo(receiver) { receive = receiver; },
      want() {
        if (!isDue) process.nextTick(next);
        isDue = true;
      },
      rest() {},
      setReferenced() {},
    });
  }
}

function getHeapSnapshot(options) {
  checkSnapshotOptions(options);
  return new HeapSnapshotStream(new Uint8Array(native.heapSnapshot()));
}

function setHeapSnapshotNearHeapLimit(limit) {
  if (typeof limit !== 'number') throw invalidType('limit', 'of type number', limit);
  if (!Number.isInteger(limit)) throw outOfRange('limit', 'an integer', limit);
  if (limit < 1 || limit > 4294967295) throw outOfRange('limit', '>= 1 && <= 4294967295', limit);
  native.setHeapSnapshotNearHeapLimit(limit);
}

function queryObjects(constructor, options = {}) {
  if (typeof constructor !== 'function') throw invalidType('constructor', 'of type function', constructor);
  checkObject(options, 'options');
  const { format = 'count' } = options;
  if (format !== 'count' && format !== 'summary') {
    const shown = require('util').inspect(format);
    throw coded(TypeError, 'ERR_INVALID_ARG_VALUE',
      `The property 'options.format' must be one of: 'count', 'summary'. Received ${shown}`);
  }
  return native.queryObjects(constructor, format === 'summary');
}

// Whoever forgets a profiler that runs must not pay for it for ever.
const forgotten = new FinalizationRegistry(native.dropProfile);

class GCProfiler {
  #profile;

  start() {
    if (this.#profile !== undefined) return;
    this.#profile = native.startProfile();
    forgotten.register(this, this.#profile, this);
  }

  stop() {
    if (this.#profile === undefined) return undefined;
    const profile = native.stopProfile(this.#profile);
    forgotten.unregister(this);
    this.#profile = undefined;
    return JSON.parse(profile);
  }
}

module.exports = {
  getHeapStatistics: native.heapStatistics,
  getHeapSpaceStatistics: native.heapSpaceStatistics,
  getHeapCodeStatistics: native.heapCodeStatistics,
  setFlagsFromString,
  getHeapSnapshot,
  writeHeapSnapshot,
  setHeapSnapshotNearHeapLimit,
  queryObjects,
  GCProfiler,
  cachedDataVersionTag: () => 0,
};
