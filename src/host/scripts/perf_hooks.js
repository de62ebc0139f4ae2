// Time with fractions – https://nodejs.org/api/perf_hooks.html
'use strict';

const entries = [];

class PerformanceEntry {
  constructor(name, entryType, startTime, duration, detail) {
    this.name = name;
    this.entryType = entryType;
    this.startTime = startTime;
    this.duration = duration;
    this.detail = detail ?? null;
  }

  toJSON() {
    return { ...this };
  }
}

function timeOf(mark) {
  if (typeof mark === 'number') return mark;
  const found = entries.findLast((entry) => entry.name === mark && entry.entryType === 'mark');
  if (found === undefined) {
    const error = new SyntaxError(`The "${mark}" performance mark has not been set`);
    error.code = 'ERR_INVALID_PERFORMANCE_MARK';
    throw error;
  }
  return found.startTime;
}

const clear = (type) => (name) => {
  for (let i = entries.length - 1; i >= 0; i--) {
    if (entries[i].entryType === type && (name === undefined || entries[i].name === name)) entries.splice(i, 1);
  }
};

const performance = {
  now: native.now,
  timeOrigin: native.timeOrigin(),
  mark(name, options) {
    const entry = new PerformanceEntry(`${name}`, 'mark', options?.startTime ?? native.now(), 0, options?.detail);
    entries.push(entry);
    return entry;
  },
  measure(name, start, end) {
    if (start !== null && typeof start === 'object') ({ start, end } = start);
    const from = start === undefined ? 0 : timeOf(start);
    const to = end === undefined ? native.now() : timeOf(end);
    const entry = new PerformanceEntry(`${name}`, 'measure', from, to - from);
    entries.push(entry);
    return entry;
  },
  clearMarks: clear('mark'),
  clearMeasures: clear('measure'),
  getEntries: () => entries.slice(),
  getEntriesByName: (name, type) =>
    entries.filter((entry) => entry.name === name && (type === undefined || entry.entryType === type)),
  getEntriesByType: (type) => entries.filter((entry) => entry.entryType === type),
  timerify: (fn) => fn,
  toJSON: () => ({ timeOrigin: performance.timeOrigin }),
};
Object.defineProperty(performance, Symbol.toStringTag, { value: 'Performance', configurable: true });

module.exports = { performance, PerformanceEntry };
