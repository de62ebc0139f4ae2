// Time with fractions, and who watches it – https://nodejs.org/api/perf_hooks.html
'use strict';

const { coded, mustBe, invalidType, checkFunction, checkObject } = require('internal/errors');
const { setImmediate: immediate } = require('timers');
const inspect = (value, options) => require('util').inspect(value, options);
const custom = Symbol.for('nodejs.util.inspect.custom');

const illegal = () => coded(TypeError, 'ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
const missing = (names) => coded(TypeError, 'ERR_MISSING_ARGS', `The ${names} must be specified`);

// An error as browsers have it: a name and a number.
function domError(name, code, message) {
  const error = new Error(message);
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
  Object.defineProperty(error, 'code', { value: code, configurable: true });
  return error;
}

// Shows an object's figures behind the name of its class.
function show(object, figures, depth, options) {
  const name = object.constructor?.name ?? 'Object';
  if (depth < 0) return `[${name}]`;
  return `${name} ${inspect(figures, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}

/// Entries

const entryToken = Symbol('entry');

class PerformanceEntry {
  #name;
  #entryType;
  #startTime;
  #duration;

  constructor(token, name, entryType, startTime, duration) {
    if (token !== entryToken) throw illegal();
    this.#name = name;
    this.#entryType = entryType;
    this.#startTime = startTime;
    this.#duration = duration;
  }

  get name() { return this.#name; }
  get entryType() { return this.#entryType; }
  get startTime() { return this.#startTime; }
  get duration() { return this.#duration; }

  toJSON() {
    return { name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration };
  }

  [custom](depth, options) {
    return show(this, this.toJSON(), depth, options);
  }
}

function checkTime(value, name) {
  if (typeof value !== 'number') throw invalidType(name, 'of type number', value);
  if (value < 0) throw coded(TypeError, 'ERR_PERFORMANCE_INVALID_TIMESTAMP', `${value} is not a valid timestamp`);
}

class PerformanceMark extends PerformanceEntry {
  #detail;

  constructor(name, options) {
    if (arguments.length === 0) throw missing('"name" argument');
    name = `${name}`;
    if (options != null) checkObject(options, 'options');
    const startTime = options?.startTime ?? native.now();
    checkTime(startTime, 'startTime');
    super(entryToken, name, 'mark', startTime, 0);
    this.#detail = options?.detail == null ? null : structuredClone(options.detail);
  }

  get detail() { return this.#detail; }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}

class PerformanceMeasure extends PerformanceEntry {
  #detail;

  constructor(token, name, startTime, duration, detail) {
    super(token, name, 'measure', startTime, duration);
    this.#detail = detail;
  }

  get detail() { return this.#detail; }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}

class PerformanceNodeEntry extends PerformanceEntry {
  #detail;

  constructor(token, name, entryType, startTime, duration, detail) {
    super(token, name, entryType, startTime, duration);
    this.#detail = detail;
  }

  get detail() { return this.#detail; }

  toJSON() {
    return { ...super.toJSON(), detail: this.detail };
  }
}

/// Observers

const supported = ['function', 'gc', 'mark', 'measure'];
const observers = new Set();
const pending = new Set();
let isScheduled = false;

const byStart = (entries) => entries.sort((one, other) => one.startTime - other.startTime);
const named = (entries, name, type) =>
  entries.filter((entry) => entry.name === `${name}` && (type === undefined || entry.entryType === `${type}`));
const typed = (entries, type) => entries.filter((entry) => entry.entryType === `${type}`);

class PerformanceObserverEntryList {
  #entries;

  constructor(token, entries) {
    if (token !== entryToken) throw illegal();
    this.#entries = byStart(entries);
  }

  getEntries() { return this.#entries.slice(); }

  getEntriesByType(type) {
    if (arguments.length === 0) throw missing('"type" argument');
    return typed(this.#entries, type);
  }

  getEntriesByName(name, type) {
    if (arguments.length === 0) throw missing('"name" argument');
    return named(this.#entries, name, type);
  }

  [custom](depth, options) {
    return show(this, this.#entries, depth, options);
  }
}

// Tells each observer. The others are told even if a callback throws.
function dispatchAll() {
  isScheduled = false;
  for (const observer of [...pending]) {
    pending.delete(observer);
    let isDone = false;
    try {
      tell(observer);
      isDone = true;
    } finally {
      if (!isDone && pending.size > 0) schedule();
    }
  }
}

function schedule() {
  if (isScheduled) return;
  isScheduled = true;
  immediate(dispatchAll);
}

function enqueue(entry) {
  for (const observer of observers) {
    if (!wants(observer, entry.entryType)) continue;
    keep(observer, entry);
    pending.add(observer);
    schedule();
  }
}

// The collector's entries come from the event loop: kind, flags, start and duration of each.
function collected(figures) {
  for (let at = 0; at < figures.length; at += 4) {
    const detail = { kind: figures[at], flags: figures[at + 1] };
    enqueue(new PerformanceNodeEntry(entryToken, 'gc', 'gc', figures[at + 2], figures[at + 3], detail));
  }
}

function watchCollector() {
  for (const observer of observers) if (wants(observer, 'gc')) return native.watchCollector(collected);
  native.watchCollector(undefined);
}

let tell;
let wants;
let keep;

class PerformanceObserver {
  #callback;
  #buffer = [];
  #types = new Set();
  #mode;

  static {
    tell = (observer) => observer.#tell();
    wants = (observer, type) => observer.#types.has(type);
    keep = (observer, entry) => observer.#buffer.push(entry);
  }

  constructor(callback) {
    checkFunction(callback, 'callback');
    this.#callback = callback;
  }

  observe(options = {}) {
    checkObject(options, 'options');
    const { entryTypes, type, buffered } = { ...options };
    if (entryTypes === undefined && type === undefined) {
      throw missing('"options.entryTypes" and "options.type" arguments');
    }
    if (entryTypes != null && type != null) {
      throw coded(TypeError, 'ERR_INVALID_ARG_VALUE', 'The property \'options.entryTypes\' options.entryTypes can not ' +
        `set with options.type together. Received ${inspect(entryTypes)}`);
    }
    const mode = type === undefined ? 'multiple' : 'single';
    if (this.#mode !== undefined && this.#mode !== mode) {
      const other = this.#mode === 'single' ? 'multiple observations' : 'single observation';
      throw domError('InvalidModificationError', 13, `PerformanceObserver can not change to ${other}`);
    }
    if (mode === 'multiple') {
      if (!Array.isArray(entryTypes)) throw mustBe('"options.entryTypes" property', 'string[]', entryTypes);
      this.#types = new Set(entryTypes.filter((type) => supported.includes(type)));
      this.#mode = mode;
      if (this.#types.size === 0) {
        this.disconnect();
        return;
      }
    } else {
      this.#mode = mode;
      if (!supported.includes(type)) return;
      this.#types.add(type);
      if (buffered) {
        for (const entry of typed([...marks, ...measures], type)) this.#buffer.push(entry);
        if (this.#buffer.length > 0) {
          pending.add(this);
          schedule();
        }
      }
    }
    observers.add(this);
    watchCollector();
  }

  disconnect() {
    observers.delete(this);
    pending.delete(this);
    this.#buffer = [];
    this.#types = new Set();
    this.#mode = undefined;
    watchCollector();
  }

  takeRecords() {
    const entries = this.#buffer;
    this.#buffer = [];
    return entries;
  }

  static get supportedEntryTypes() { return supported.slice(); }

  #tell() {
    if (this.#buffer.length === 0) return;
    const list = new PerformanceObserverEntryList(entryToken, this.takeRecords());
    Reflect.apply(this.#callback, this, [list, this]);
  }

  [custom](depth, options) {
    const figures = {
      connected: observers.has(this),
      pending: pending.has(this),
      entryTypes: [...this.#types],
      buffer: this.#buffer,
    };
    return show(this, figures, depth, options);
  }
}

/// Marks and measures

let marks = [];
let measures = [];

function timeOf(mark) {
  if (typeof mark === 'number') {
    checkTime(mark, 'mark');
    return mark;
  }
  const found = marks.findLast((entry) => entry.name === `${mark}`);
  if (found === undefined) throw domError('SyntaxError', 12, `The "${mark}" performance mark has not been set`);
  return found.startTime;
}

const badMeasure = (message) => coded(TypeError, 'ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS', message);

// Start and end of a measure, from marks, times or options.
function timesOf(options, endMark) {
  if (typeof options === 'string' || options == null) {
    const start = options == null ? 0 : timeOf(options);
    return [start, endMark === undefined ? native.now() : timeOf(endMark)];
  }
  const { start, end, duration } = options;
  if (endMark !== undefined) throw badMeasure('endMark must not be specified');
  if (start !== undefined && end !== undefined && duration !== undefined) {
    throw badMeasure('Must not have options.start, options.end, and options.duration specified');
  }
  const to = end !== undefined ? timeOf(end) :
    start !== undefined && duration !== undefined ? timeOf(start) + timeOf(duration) : native.now();
  const from = start !== undefined ? timeOf(start) : duration !== undefined ? to - timeOf(duration) : 0;
  return [from, to];
}

/// Work of the event loop

function eventLoopUtilization(first, second) {
  const { loopStart, idle: idleNow, now } = native.loopTimes();
  if (loopStart < 0) return { idle: 0, active: 0, utilization: 0 };
  const usage = (idle, active) => ({ idle, active, utilization: active === 0 ? 0 : active / (idle + active) });
  if (second !== undefined) return usage(first.idle - second.idle, first.active - second.active);
  const active = now - loopStart - idleNow;
  if (first === undefined) return usage(idleNow, active);
  return usage(idleNow - first.idle, active - first.active);
}

function timerify(fn, options) {
  checkFunction(fn, 'fn');
  if (options !== undefined) checkObject(options, 'options');
  function timerified(...args) {
    const start = native.now();
    const isNew = new.target !== undefined;
    const note = () =>
      enqueue(new PerformanceNodeEntry(entryToken, fn.name, 'function', start, native.now() - start, args));
    const result = isNew ? Reflect.construct(fn, args, fn) : Reflect.apply(fn, this, args);
    if (!isNew && typeof result?.finally === 'function') return result.finally(note);
    note();
    return result;
  }
  Object.defineProperty(timerified, 'length', { configurable: false, enumerable: true, value: fn.length });
  Object.defineProperty(timerified, 'name', { configurable: false, enumerable: true, value: `timerified ${fn.name}` });
  return timerified;
}

/// The object

class Performance {
  constructor(token) {
    if (token !== entryToken) throw illegal();
  }

  now() { return native.now(); }
  get timeOrigin() { return timeOrigin; }

  mark(name, options = undefined) {
    const entry = arguments.length === 0 ? new PerformanceMark() : new PerformanceMark(name, options);
    marks.push(entry);
    enqueue(entry);
    return entry;
  }

  measure(name, startOrOptions = undefined, endMark = undefined) {
    if (arguments.length === 0) throw missing('"name" argument');
    const [start, end] = timesOf(startOrOptions, endMark);
    const detail = startOrOptions?.detail == null ? null : structuredClone(startOrOptions.detail);
    const entry = new PerformanceMeasure(entryToken, `${name}`, start, end - start, detail);
    measures.push(entry);
    enqueue(entry);
    return entry;
  }

  clearMarks(name) {
    marks = name === undefined ? [] : marks.filter((entry) => entry.name !== `${name}`);
  }

  clearMeasures(name) {
    measures = name === undefined ? [] : measures.filter((entry) => entry.name !== `${name}`);
  }

  getEntries() { return byStart([...marks, ...measures]); }

  getEntriesByName(name, type) {
    if (arguments.length === 0) throw missing('"name" argument');
    return byStart(named([...marks, ...measures], name, type));
  }

  getEntriesByType(type) {
    if (arguments.length === 0) throw missing('"type" argument');
    return byStart(typed([...marks, ...measures], type));
  }

  eventLoopUtilization(first, second) { return eventLoopUtilization(first, second); }
  timerify(fn, options) { return timerify(fn, options); }

  toJSON() {
    return { timeOrigin: this.timeOrigin, eventLoopUtilization: eventLoopUtilization() };
  }

  [custom](depth, options) {
    return show(this, { timeOrigin: this.timeOrigin }, depth, options);
  }
}

const timeOrigin = native.timeOrigin();
for (const type of [PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver,
  PerformanceObserverEntryList, Performance]) {
  const prototype = type.prototype;
  for (const key of Object.getOwnPropertyNames(prototype)) {
    if (key !== 'constructor') Object.defineProperty(prototype, key, { enumerable: true });
  }
  Object.defineProperty(prototype, Symbol.toStringTag, { value: type.name, configurable: true });
}

const constants = {};
for (const [name, value] of [
  ['NODE_PERFORMANCE_GC_MAJOR', 4],
  ['NODE_PERFORMANCE_GC_MINOR', 1],
  ['NODE_PERFORMANCE_GC_INCREMENTAL', 8],
  ['NODE_PERFORMANCE_GC_WEAKCB', 16],
  ['NODE_PERFORMANCE_GC_FLAGS_NO', 0],
  ['NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED', 2],
  ['NODE_PERFORMANCE_GC_FLAGS_FORCED', 4],
  ['NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING', 8],
  ['NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE', 16],
  ['NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY', 32],
  ['NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE', 64],
]) Object.defineProperty(constants, name, { value, enumerable: true });

module.exports = {
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  performance: new Performance(entryToken),
  constants,
};
