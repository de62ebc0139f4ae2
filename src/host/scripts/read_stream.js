// Streams to read from – https://nodejs.org/api/stream.html#readable-streams
// A stream asks its source for chunks when somebody wants what it has: it flows, or is asked by read().
'use strict';

const EventEmitter = require('events');
const { Buffer } = require('buffer');
const { coded } = require('internal/errors');

/** How many bytes at the end of `bytes` are the beginning of a character that goes on in the next chunk. */
function unfinished(bytes, encoding) {
  const { length } = bytes;
  if (encoding === 'utf16le') {
    const odd = length % 2;
    const isHigh = length - odd >= 2 && (bytes[length - odd - 1] & 0xfc) === 0xd8;
    return odd + (isHigh ? 2 : 0);
  }
  if (encoding === 'base64' || encoding === 'base64url') return length % 3;
  if (encoding !== 'utf8') return 0;
  for (let back = 1; back <= Math.min(3, length); back += 1) {
    const byte = bytes[length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return size > back ? back : 0;
  }
  return 0;
}

const ALIASES = { 'utf-8': 'utf8', ucs2: 'utf16le', 'ucs-2': 'utf16le', 'utf-16le': 'utf16le', binary: 'latin1' };

// A source has deliverTo(receive), which tells whom to give chunks (bytes or null for the end, error or null); want(),
// which asks for one; rest(), which takes that back; and setReferenced(is), whether it keeps the process alive.
class ReadStream extends EventEmitter {
  #source;
  #chunks = [];
  #encoding = null;
  #rest = Buffer.alloc(0);
  #flowing = null;
  #hasEnded = false;
  #wasEndTold = false;
  #isReadableDue = false;

  constructor(source) {
    super();
    this.#source = source;
    source.deliverTo((bytes, error) => this.#push(bytes, error));
  }

  get readable() { return !this.destroyed && !this.#wasEndTold; }
  get readableFlowing() { return this.#flowing; }
  get readableEncoding() { return this.#encoding; }
  get readableEnded() { return this.#wasEndTold; }
  get readableLength() { return this.#chunks.reduce((sum, { length }) => sum + length, 0); }
  get readableHighWaterMark() { return 65536; }

  #push(bytes, error) {
    if (error !== null) {
      this.destroy(error);
      return;
    }
    if (bytes === null) {
      this.#hasEnded = true;
      if (this.#rest.length > 0) this.#chunks.push(this.#rest.toString(this.#encoding));
      this.#rest = Buffer.alloc(0);
    } else {
      this.#add(Buffer.from(bytes));
    }
    if (this.listenerCount('readable') > 0) this.#tellReadable();
    this.#flow();
  }

  #add(chunk) {
    if (this.#encoding === null) {
      this.#chunks.push(chunk);
      return;
    }
    const bytes = Buffer.concat([this.#rest, chunk]);
    const whole = bytes.length - unfinished(bytes, this.#encoding);
    this.#rest = bytes.subarray(whole);
    if (whole > 0) this.#chunks.push(bytes.toString(this.#encoding, 0, whole));
  }

  /** Tells what there is while somebody wants it. */
  #flow() {
    while (this.#flowing && this.#chunks.length > 0) this.emit('data', this.#chunks.shift());
    if (this.#hasEnded) {
      if (this.#flowing && this.#chunks.length === 0) this.#tellEnd();
    } else if (this.#flowing) {
      this.#source.want();
    }
  }

  #tellEnd() {
    if (this.#wasEndTold) return;
    this.#wasEndTold = true;
    process.nextTick(() => {
      this.emit('end');
      this.destroy();
    });
  }

  #tellReadable() {
    if (this.#isReadableDue) return;
    this.#isReadableDue = true;
    process.nextTick(() => {
      this.#isReadableDue = false;
      if (!this.destroyed) this.emit('readable');
    });
  }

  on(event, listener) {
    super.on(event, listener);
    if (event === 'data' && this.#flowing !== false && this.listenerCount('readable') === 0) this.resume();
    if (event === 'readable') {
      this.#flowing = false;
      if (this.#chunks.length > 0 || this.#hasEnded) this.#tellReadable();
      else if (!this.destroyed) this.#source.want();
    }
    return this;
  }

  removeListener(event, listener) {
    super.removeListener(event, listener);
    if (event === 'readable' && this.listenerCount('readable') === 0 && this.listenerCount('data') > 0) this.resume();
    else if (event === 'readable' && this.listenerCount('readable') === 0) this.#source.rest();
    return this;
  }

  setEncoding(encoding = 'utf8') {
    const name = String(encoding).toLowerCase();
    if (!Buffer.isEncoding(name)) throw coded(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
    const waiting = this.#chunks;
    this.#encoding = ALIASES[name] ?? name;
    this.#chunks = [];
    for (const chunk of waiting) this.#add(Buffer.from(chunk));
    return this;
  }

  resume() {
    if (!this.#flowing) {
      this.#flowing = this.listenerCount('readable') === 0;
      process.nextTick(() => {
        if (!this.#flowing) return;
        this.emit('resume');
        this.#flow();
      });
    }
    return this;
  }

  pause() {
    if (this.#flowing !== false) {
      this.#flowing = false;
      this.#source.rest();
      this.emit('pause');
    }
    return this;
  }

  isPaused() { return this.#flowing === false; }

  /** What there is, or so much of it; null where there is not. */
  read(size) {
    const all = this.#encoding === null ? Buffer.concat(this.#chunks) : this.#chunks.join('');
    if (all.length === 0 || (size > all.length && !this.#hasEnded)) {
      if (this.#hasEnded) this.#tellEnd();
      else if (!this.destroyed) this.#source.want();
      return null;
    }
    const part = size === undefined ? all : all.slice(0, size);
    const rest = all.slice(part.length);
    this.#chunks = rest.length > 0 ? [rest] : [];
    if (this.#hasEnded && rest.length === 0) this.#tellReadable();
    else if (rest.length === 0) this.#source.want();
    this.emit('data', part);
    return part;
  }

  pipe(target, { end = true } = {}) {
    this.on('data', (chunk) => target.write(chunk));
    if (end && target !== process.stdout && target !== process.stderr) this.once('end', () => target.end());
    target.emit('pipe', this);
    return target;
  }

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.#flowing = false;
    this.#source.rest();
    process.nextTick(() => {
      if (error) this.emit('error', error);
      this.emit('close');
    });
    return this;
  }

  async *[Symbol.asyncIterator]() {
    let wake = () => {};
    let isOver = false;
    let failure;
    this.on('readable', () => wake());
    this.on('error', (error) => { failure = error; wake(); });
    for (const event of ['end', 'close']) this.on(event, () => { isOver = true; wake(); });
    try {
      while (true) {
        const chunk = this.read();
        if (failure !== undefined) throw failure;
        if (chunk !== null) yield chunk;
        else if (isOver || this.destroyed) return;
        else await new Promise((done) => { wake = done; });
      }
    } finally {
      this.destroy();
    }
  }

  ref() {
    this.#source.setReferenced(true);
    return this;
  }

  unref() {
    this.#source.setReferenced(false);
    return this;
  }
}

ReadStream.prototype.destroyed = false;
ReadStream.prototype.addListener = ReadStream.prototype.on;
ReadStream.prototype.off = ReadStream.prototype.removeListener;

module.exports = ReadStream;
