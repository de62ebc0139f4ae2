// Paths with slashes – https://nodejs.org/api/path.html
'use strict';

function checkString(value, name) {
  if (typeof value !== 'string') {
    const received = value == null ? String(value) :
      typeof value === 'object' ? `an instance of ${value.constructor?.name ?? 'Object'}` :
        typeof value === 'function' ? `function ${value.name}` : `type ${typeof value} (${String(value)})`;
    const error = new TypeError(`The "${name}" argument must be of type string. Received ${received}`);
    error.code = 'ERR_INVALID_ARG_TYPE';
    throw error;
  }
}

// The parts of a path without `.`, and without `..` where a part before it can go.
function simplify(path, isAbsolute) {
  const parts = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!isAbsolute) parts.push('..');
  }
  return parts.join('/');
}

const posix = {
  resolve(...paths) {
    let resolved = '';
    let isAbsolute = false;
    for (let i = paths.length - 1; i >= -1 && !isAbsolute; i--) {
      const path = i >= 0 ? paths[i] : process.cwd();
      checkString(path, `paths[${i}]`);
      if (path.length === 0) continue;
      resolved = `${path}/${resolved}`;
      isAbsolute = path.startsWith('/');
    }
    resolved = simplify(resolved, isAbsolute);
    return isAbsolute ? `/${resolved}` : resolved || '.';
  },

  normalize(path) {
    checkString(path, 'path');
    if (path.length === 0) return '.';
    const isAbsolute = path.startsWith('/');
    let result = simplify(path, isAbsolute);
    if (result.length === 0) {
      if (isAbsolute) return '/';
      return path.endsWith('/') ? './' : '.';
    }
    if (path.endsWith('/')) result += '/';
    return isAbsolute ? `/${result}` : result;
  },

  isAbsolute(path) {
    checkString(path, 'path');
    return path.startsWith('/');
  },

  join(...paths) {
    for (const path of paths) checkString(path, 'path');
    const joined = paths.filter((path) => path.length > 0).join('/');
    return joined === '' ? '.' : posix.normalize(joined);
  },

  relative(from, to) {
    checkString(from, 'from');
    checkString(to, 'to');
    if (from === to) return '';
    from = posix.resolve(from);
    to = posix.resolve(to);
    if (from === to) return '';
    const start = from === '/' ? [] : from.slice(1).split('/');
    const end = to === '/' ? [] : to.slice(1).split('/');
    let common = 0;
    while (common < start.length && common < end.length && start[common] === end[common]) common++;
    return [...start.slice(common).map(() => '..'), ...end.slice(common)].join('/');
  },

  toNamespacedPath(path) {
    return path;
  },

  dirname(path) {
    checkString(path, 'path');
    if (path.length === 0) return '.';
    let end = path.length;
    while (end > 1 && path[end - 1] === '/') end--;
    const slash = path.lastIndexOf('/', end - 1);
    if (slash === -1) return path.startsWith('/') ? '/' : '.';
    let last = slash;
    while (last > 1 && path[last - 1] === '/') last--;
    return last === 0 ? '/' : path.slice(0, last);
  },

  basename(path, suffix) {
    if (suffix !== undefined) checkString(suffix, 'suffix');
    checkString(path, 'path');
    let end = path.length;
    while (end > 0 && path[end - 1] === '/') end--;
    const base = path.slice(path.lastIndexOf('/', end - 1) + 1, end);
    if (suffix !== undefined && base !== suffix && base.endsWith(suffix)) return base.slice(0, -suffix.length || undefined);
    return base;
  },

  extname(path) {
    checkString(path, 'path');
    const base = posix.basename(path);
    const dot = base.lastIndexOf('.');
    return dot <= 0 || base === '..' ? '' : base.slice(dot);
  },

  format(object) {
    if (object === null || typeof object !== 'object') {
      const error = new TypeError(`The "pathObject" argument must be of type object. Received ${object}`);
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    const dir = object.dir || object.root;
    const ext = object.ext ? (object.ext[0] === '.' ? '' : '.') + object.ext : '';
    const base = object.base || `${object.name || ''}${ext}`;
    if (!dir) return base;
    return dir === object.root ? `${dir}${base}` : `${dir}/${base}`;
  },

  parse(path) {
    checkString(path, 'path');
    const root = path.startsWith('/') ? '/' : '';
    const base = posix.basename(path);
    const ext = posix.extname(base);
    const name = ext === '' ? base : base.slice(0, -ext.length);
    let end = path.length;
    while (end > 0 && path[end - 1] === '/') end--;
    const slash = path.lastIndexOf('/', end - 1);
    const dir = slash > 0 ? path.slice(0, slash) : slash === 0 ? '/' : '';
    return { root, dir: base === '' ? root : dir, base, ext, name };
  },

  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
};

posix.posix = posix;
module.exports = posix;
