// What every program has: values written in one way, work that ends, results that stay small.
(function (global, write, newer) {
  'use strict';
  const wellFormed = Function.prototype.call.bind(String.prototype.toWellFormed);
  const print = line => write(wellFormed(line));
  // What node 20 has not got would show wherever properties are listed.
  const hidden = {
    '%IteratorPrototype%': Object.getPrototypeOf(Object.getPrototypeOf([].values())),
    '%AsyncIteratorPrototype%': Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}.prototype)),
  };
  for (const path of newer) {
    const [, before, symbol] = path.match(/^(?:[gs]et )?(.*?)(?:\[Symbol\.(.*)\])?$/);
    const names = before.split('.');
    const last = symbol ? Symbol[symbol] : names.pop();
    let holder = global;
    for (const name of names) holder = hidden[name] ?? holder?.[name];
    if (holder && last !== undefined) delete holder[last];
  }
  const { ownKeys, getOwnPropertyDescriptor, getPrototypeOf, apply } = Reflect;
  const tag = Object.prototype.toString;
  const { isArray } = Array;
  const { is } = Object;
  const { stringify } = JSON;
  const text = String;
  const { min } = Math;
  const push = Function.prototype.call.bind(Array.prototype.push);
  const join = Function.prototype.call.bind(Array.prototype.join);
  const slice = Function.prototype.call.bind(String.prototype.slice);
  const at = Function.prototype.call.bind(Array.prototype.indexOf);
  const mapEach = Function.prototype.call.bind(Map.prototype.forEach);
  const setEach = Function.prototype.call.bind(Set.prototype.forEach);
  const mapSize = Function.prototype.call.bind(getOwnPropertyDescriptor(Map.prototype, 'size').get);
  const setSize = Function.prototype.call.bind(getOwnPropertyDescriptor(Set.prototype, 'size').get);
  const time = Function.prototype.call.bind(Date.prototype.getTime);
  const typed = Function.prototype.call.bind(getOwnPropertyDescriptor(getPrototypeOf(Int8Array.prototype), Symbol.toStringTag).get);
  const length = Function.prototype.call.bind(getOwnPropertyDescriptor(getPrototypeOf(Int8Array.prototype), 'length').get);
  const bytes = Function.prototype.call.bind(getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get);
  const source = Function.prototype.call.bind(RegExp.prototype.toString);
  const describe = Function.prototype.call.bind(getOwnPropertyDescriptor(Symbol.prototype, 'description').get);
  const wrapped = [];
  for (const Wrapper of [Boolean, Number, String, Symbol, BigInt]) {
    wrapped.push(Function.prototype.call.bind(Wrapper.prototype.valueOf));
  }
  const Bytes = Uint8Array;
  const Big = BigInt;
  const truncate = BigInt.asIntN;
  // Builtins by name: what they consist of is each engine's own.
  const names = new Map([[globalThis, 'globalThis']]);
  const nameAll = (name, value) => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || names.has(value)) return;
    names.set(value, name);
    const parent = getPrototypeOf(value);
    if (parent !== null) nameAll(`${name}.__proto__`, parent);
    for (const key of ['prototype', 'constructor']) {
      const found = getOwnPropertyDescriptor(value, key);
      if (found) nameAll(`${name}.${key}`, found.value);
    }
  };
  for (const key of ['Object', 'Function', 'Error', ...ownKeys(globalThis).sort()]) {
    if (/^[A-Za-z]{3,}/.test(key) && key !== 'print') nameAll(key, globalThis[key]);
  }
  for (let parent = getPrototypeOf(global); parent !== null; parent = getPrototypeOf(parent)) {
    if (!names.has(parent)) names.set(parent, 'Object.prototype');
  }
  for (const sample of [function* () {}, async function* () {}, async function () {}, [].values(), new Map().values(),
    new Set().values(), ''[Symbol.iterator](), ''.matchAll(/a/g)]) {
    const parent = getPrototypeOf(sample);
    nameAll(`${tag.call(sample)}.__proto__`, parent);
  }
  const known = Function.prototype.call.bind(Map.prototype.get);
  const limit = 60;

  function attemptTo(steps) {
    try {
      return steps();
    } catch (error) {
      return undefined;
    }
  }

  /** A value's class, where only the value itself knows it. */
  function innards(value, depth, path) {
    const out = [];
    if (attemptTo(() => mapSize(value)) !== undefined) {
      mapEach(value, (item, key) => push(out, show(key, depth, path) + ' => ' + show(item, depth, path)));
      return 'Map(' + join(out, ', ') + ')';
    }
    if (attemptTo(() => setSize(value)) !== undefined) {
      setEach(value, item => push(out, show(item, depth, path)));
      return 'Set(' + join(out, ', ') + ')';
    }
    const date = attemptTo(() => time(value));
    if (date !== undefined) return 'Date(' + date + ')';
    const size = attemptTo(() => bytes(value));
    if (size !== undefined) {
      const view = attemptTo(() => new Bytes(value));
      for (let i = 0; view && i < min(size, limit); i++) push(out, view[i]);
      return 'ArrayBuffer(' + join(out, ' ') + ')';
    }
    for (let i = 0; i < wrapped.length; i++) {
      const primitive = attemptTo(() => wrapped[i](value));
      if (primitive !== undefined) return `Object(${show(primitive)})`;
    }
    return '';
  }

  function property(value, key, depth, path) {
    const found = getOwnPropertyDescriptor(value, key);
    if (!found) return '?';
    const flags = (found.writable ? 'w' : '') + (found.enumerable ? 'e' : '') + (found.configurable ? 'c' : '');
    const name = typeof key === 'symbol' ? '[' + show(key) + ']' : stringify(key);
    const start = name + (flags === 'wec' || (flags === 'ec' && !('value' in found)) ? '' : '/' + flags);
    if ('value' in found) return start + ': ' + show(found.value, depth, path);
    return start + ': ' + (found.get ? 'get ' : '') + (found.set ? 'set' : '');
  }

  /** The text of a value: everything about it that is the same in every engine. */
  function show(value, depth = 0, path = []) {
    switch (typeof value) {
      case 'string': {
        const all = stringify(value);
        return all.length > 400 ? slice(all, 0, 400) + '... ' + value.length : all;
      }
      case 'number': return is(value, -0) ? '-0' : text(value);
      case 'bigint': return text(value) + 'n';
      case 'symbol': {
        const name = describe(value);
        return 'Symbol(' + (name === undefined ? '' : name) + ')';
      }
      case 'undefined': return 'undefined';
      case 'boolean': return value ? 'true' : 'false';
    }
    if (value === null) return 'null';
    const name = known(names, value);
    if (name) return name;
    if (at(path, value) >= 0) return '<cycle>';
    if (depth > 3) return '...';
    const inner = [...path, value];
    let start;
    if (typeof value === 'function') {
      start = 'function';
    } else {
      start = isArray(value) ? 'Array' : slice(stringify(apply(tag, value, [])), 9, -2);
      const kind = attemptTo(() => typed(value));
      if (kind) {
        start = kind + '*';
        const out = [];
        for (let i = 0; i < min(length(value), limit); i++) push(out, show(value[i]));
        return start + '(' + join(out, ' ') + ')';
      }
      start += attemptTo(() => ' ' + source(value).length) && start === 'RegExp' ? ' ' + source(value) : '';
      start = innards(value, depth + 1, inner) || start;
    }
    const keys = ownKeys(value);
    const out = [];
    for (let i = 0; i < min(keys.length, limit); i++) {
      const key = keys[i];
      // Engines' own.
      if (key === 'stack' || (key === 'message' && start === 'Error')) continue;
      if (typeof value === 'function' && (key === 'prototype' || key === 'arguments' || key === 'caller')) continue;
      push(out, property(value, key, depth + 1, inner));
    }
    const parent = getPrototypeOf(value);
    const above = parent === null ? ' < null' : '';
    return start + ' {' + join(out, ', ') + '}' + above;
  }

  /** The name of what was thrown, or the value itself if it is no error. */
  function thrown(error) {
    if (error === end) return 'too much work';
    if (typeof error === 'object' && error !== null) {
      const name = attemptTo(() => {
        const kind = slice(apply(tag, error, []), 8, -1);
        return kind === 'Error' || error instanceof Error ? text(error.constructor.name) : undefined;
      });
      if (name !== undefined) return name;
    }
    return show(error);
  }

  /** Whether arrays nest deeper in the array than `depth`. */
  function isDeep(value, depth) {
    if (!isArray(value)) return false;
    if (depth === 0) return true;
    for (let i = 0; i < min(value.length, 40); i++) if (isDeep(value[i], depth - 1)) return true;
    return false;
  }

  const end = { end: 'too much work' };
  let work = 0;
  let lines = 0;

  const helpers = {
    /** Every loop and every function says that it works; there is an end to it. */
    tick(value) {
      if (++work > 400) throw end;
      return value;
    },
    /** The value, cut if it has grown. */
    cap(value) {
      if (typeof value === 'string' && value.length > 200) return slice(value, 0, 200);
      if (typeof value === 'bigint') return truncate(256, value);
      return isArray(value) && (value.length > 40 || isDeep(value, 3)) ? [] : value;
    },
    log(...values) {
      helpers.tick();
      if (++lines > 200) return values[0];
      const out = [];
      for (let i = 0; i < values.length; i++) push(out, helpers.safe(values[i]));
      print(join(out, ' '));
      return values[0];
    },
    safe(value) {
      try {
        return show(value);
      } catch (error) {
        return 'unshowable: ' + thrown(error);
      }
    },
    /** Prints what the steps return or throw. */
    attempt(label, steps) {
      work = 0;
      lines = 0;
      let line;
      try {
        line = 'is ' + show(apply(steps, { x: 'this' }, [1, 2]));
      } catch (error) {
        line = 'throws ' + thrown(error);
      }
      print(label + ' ' + line);
    },
    thrown,
    /** An iterable of `values` that tells what is asked of it. */
    noisy(name, values, options = {}) {
      let next = 0;
      const iterator = {
        next(value) {
          helpers.log(name, 'next', value);
          if (next === options.throwsAt) throw new RangeError('next');
          return next < values.length ? { value: values[next++], done: false } : { value: name, done: true };
        },
        return(value) {
          helpers.log(name, 'return', value);
          if (options.refuses) throw new SyntaxError('return');
          return { value, done: true };
        },
        [Symbol.iterator]() {
          helpers.log(name, 'iterator');
          return iterator;
        },
      };
      return iterator;
    },
    /** A proxy that tells of its traps. */
    spy(target, name = 'spy') {
      const handler = {};
      for (const trap of ['get', 'set', 'has', 'deleteProperty', 'ownKeys', 'getOwnPropertyDescriptor', 'defineProperty',
        'getPrototypeOf', 'setPrototypeOf', 'isExtensible', 'preventExtensions', 'apply', 'construct']) {
        handler[trap] = (...values) => {
          helpers.log(name, trap, typeof values[1] === 'object' || typeof values[1] === 'function' ? '' : values[1]);
          return Reflect[trap](...values);
        };
      }
      return new Proxy(target, handler);
    },
    /** A value for `with`: V8 does not look names up there when ECMA-262 says, which a spy would tell. */
    bare(value) {
      return (typeof value === 'object' && value !== null) || typeof value === 'function' ? { ...value } : value;
    },
    /** An object whose conversions tell of themselves. */
    noted(value, name = 'noted') {
      return {
        valueOf() { helpers.log(name, 'valueOf'); return value; },
        toString() { helpers.log(name, 'toString'); return `${value}`; },
      };
    },
    /** What an iterable gives, asked for one by one; now and then something is sent in. */
    drive(iterable) {
      const iterator = iterable[Symbol.iterator]();
      const out = [];
      for (let i = 0; i < 12; i++) {
        helpers.tick();
        const { value, done } = i === 5 && iterator.throw ? iterator.throw('thrown in') : iterator.next(i);
        push(out, [value, done]);
        if (done) break;
      }
      return out;
    },
    /** As `drive`, for async generators. */
    driveAsync(label, generator) {
      const steps = async () => {
        for (let i = 0; i < 6; i++) {
          const { value, done } = await (i === 4 ? generator.return(i) : generator.next(i));
          print(label + ' ' + helpers.safe(value) + ' ' + done);
          if (done) break;
        }
      };
      return helpers.settle(label, steps());
    },
    /** Several reactions to one promise, in their order. */
    queue(label, promise) {
      const all = Promise.resolve(promise);
      for (let i = 0; i < 3; i++) all.then(() => print(label + ' ' + i), () => print(label + ' rejected ' + i));
      all.finally(() => print(label + ' finally')).catch(() => print(label + ' caught'));
    },
    tagged(strings, ...values) {
      helpers.log(strings, strings.raw, Object.isFrozen(strings));
      return values;
    },
    /** Everything that can be done with a proxy. */
    useProxy(proxy) {
      const steps = [
        () => proxy.x, () => { proxy.x = 1; return proxy.x; }, () => 'x' in proxy, () => delete proxy.y,
        () => Object.keys(proxy), () => Reflect.ownKeys(proxy), () => Object.getOwnPropertyDescriptor(proxy, 'x'),
        () => Reflect.defineProperty(proxy, 'z', { value: 1 }), () => Object.getPrototypeOf(proxy),
        () => Reflect.setPrototypeOf(proxy, null), () => Object.isExtensible(proxy),
        () => Reflect.preventExtensions(proxy), () => { for (const key in proxy) return key; },
        () => proxy(1), () => new proxy(1), () => Object.entries({ ...proxy }), () => JSON.stringify(proxy),
        () => proxy instanceof Object, () => Array.isArray(proxy), () => `${proxy}`, () => typeof proxy,
      ];
      for (const step of steps) {
        try {
          helpers.log(step());
        } catch (error) {
          helpers.log(thrown(error));
        }
      }
    },
    /** Tells how a promise ends. */
    settle(label, promise) {
      Promise.resolve(promise).then(
        value => print(label + ' fulfilled ' + helpers.safe(value)),
        error => print(label + ' rejected ' + thrown(error)),
      );
      return promise;
    },
  };
  for (const name of ownKeys(helpers)) {
    Object.defineProperty(global, name, { value: helpers[name], writable: false, enumerable: false, configurable: false });
  }
  delete global.print;
})
