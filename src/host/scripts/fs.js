// Files – https://nodejs.org/api/fs.html. All work is synchronous; callbacks and promises follow in a later tick.
'use strict';

const constants = { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, COPYFILE_EXCL: 1 };

const isUtf8 = (encoding) => ['utf8', 'utf-8'].includes(String(encoding).toLowerCase());

function pathOf(path) {
  if (typeof path === 'string' || typeof path === 'number') return path;
  if (path instanceof Uint8Array) return Buffer.from(path).toString();
  if (path !== null && typeof path === 'object' && typeof path.pathname === 'string') return decodeURIComponent(path.pathname);
  return path;
}

const encodingOf = (options) => typeof options === 'string' ? options : options?.encoding ?? null;

class Stats {
  constructor(facts) {
    const { kind, ...rest } = facts;
    Object.assign(this, rest);
    this.ctimeMs = this.mtimeMs;
    this.atime = new Date(this.atimeMs);
    this.mtime = new Date(this.mtimeMs);
    this.ctime = new Date(this.ctimeMs);
    this.birthtime = new Date(this.birthtimeMs);
  }

  isDirectory() { return (this.mode & 0o170000) === 0o040000; }
  isFile() { return (this.mode & 0o170000) === 0o100000; }
  isSymbolicLink() { return (this.mode & 0o170000) === 0o120000; }
  isFIFO() { return (this.mode & 0o170000) === 0o010000; }
  isSocket() { return (this.mode & 0o170000) === 0o140000; }
  isBlockDevice() { return (this.mode & 0o170000) === 0o060000; }
  isCharacterDevice() { return (this.mode & 0o170000) === 0o020000; }
}

class Dirent {
  #kind;

  constructor(name, path, kind) {
    this.name = name;
    this.parentPath = path;
    this.path = path;
    this.#kind = kind;
  }

  isDirectory() { return this.#kind === 0o040000; }
  isFile() { return this.#kind === 0o100000; }
  isSymbolicLink() { return this.#kind === 0o120000; }
}

const fs = {
  constants,
  Stats,
  Dirent,

  readFileSync(path, options) {
    const buffer = Buffer.from(native.read(pathOf(path)));
    const encoding = encodingOf(options);
    return encoding === null || encoding === 'buffer' ? buffer : buffer.toString(encoding);
  },

  writeFileSync(path, data, options) {
    const appends = typeof options === 'object' && options !== null && options.flag?.startsWith('a');
    const encoding = encodingOf(options);
    if (typeof data === 'string' && encoding !== null && !isUtf8(encoding)) data = Buffer.from(data, encoding);
    if (path === 1) return void process.stdout.write(data);
    if (path === 2) return void process.stderr.write(data);
    native.write(pathOf(path), data, Boolean(appends));
  },

  appendFileSync(path, data, options) {
    const encoding = encodingOf(options);
    if (typeof data === 'string' && encoding !== null && !isUtf8(encoding)) data = Buffer.from(data, encoding);
    native.write(pathOf(path), data, true);
  },

  existsSync(path) {
    return native.exists(pathOf(path));
  },

  statSync(path, options) {
    const facts = native.stat(pathOf(path), false, options?.throwIfNoEntry ?? true);
    return facts && new Stats(facts);
  },

  lstatSync(path, options) {
    const facts = native.stat(pathOf(path), true, options?.throwIfNoEntry ?? true);
    return facts && new Stats(facts);
  },

  readdirSync(path, options) {
    const entries = native.list(pathOf(path));
    const names = [];
    for (let i = 0; i < entries.length; i += 2) {
      names.push(options?.withFileTypes ? new Dirent(entries[i], pathOf(path), entries[i + 1]) : entries[i]);
    }
    return names;
  },

  mkdirSync(path, options) {
    native.makeDirectory(pathOf(path), Boolean(options?.recursive));
  },

  mkdtempSync(prefix) {
    return native.makeTemporaryDirectory(pathOf(prefix));
  },

  unlinkSync(path) {
    native.remove(pathOf(path));
  },

  rmdirSync(path, options) {
    native.removeDirectory(pathOf(path), Boolean(options?.recursive));
  },

  rmSync(path, options) {
    const facts = native.stat(pathOf(path), true, !options?.force);
    if (facts === undefined) return;
    if (new Stats(facts).isDirectory()) native.removeDirectory(pathOf(path), Boolean(options?.recursive));
    else native.remove(pathOf(path));
  },

  renameSync(from, to) {
    native.rename(pathOf(from), pathOf(to));
  },

  copyFileSync(from, to) {
    native.copy(pathOf(from), pathOf(to));
  },

  realpathSync(path) {
    return native.realPath(pathOf(path));
  },

  accessSync(path) {
    native.access(pathOf(path));
  },
};

fs.realpathSync.native = fs.realpathSync;
fs.promises = { constants };

// For each `nameSync` a `name` with a callback, and one with a promise.
for (const name of Object.keys(fs)) {
  if (!name.endsWith('Sync')) continue;
  const sync = fs[name];
  const plain = name.slice(0, -4);
  fs[plain] = (...args) => {
    const callback = args.pop();
    if (typeof callback !== 'function') {
      const error = new TypeError(`The "cb" argument must be of type function. Received ${String(callback)}`);
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    let result;
    let failure = null;
    try {
      result = sync(...args);
    } catch (error) {
      failure = error;
    }
    setImmediate(() => plain === 'exists' ? callback(result) : failure === null ? callback(null, result) : callback(failure));
  };
  fs.promises[plain] = (...args) => new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(sync(...args));
      } catch (error) {
        reject(error);
      }
    });
  });
}

module.exports = fs;
