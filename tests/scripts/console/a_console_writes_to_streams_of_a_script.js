const { Console } = console;
let out = '';
let err = '';
const stream = (write) => ({ write, listenerCount: () => 0, once() {}, removeListener() {} });
const stdout = stream((text) => { out += text; });
const stderr = stream((text) => { err += text; });
function tell(what, act) {
  out = err = '';
  try { act(); } catch (error) { out += `${error.name} ${error.code}: ${error.message}`; }
  console.log(what, JSON.stringify([out, err]));
}
tell('both', () => { const own = new Console(stdout, stderr); own.log('a', { b: 1 }); own.error('e'); own.group('g'); own.info('x\ny'); own.groupEnd(); own.dir([1]); });
// expect: both ["a { b: 1 }\ng\n  x\n  y\n[ 1 ]\n","e\n"]
tell('one', () => new Console(stdout).warn('w')); // expect: one ["w\n",""]
tell('colors', () => new Console({ stdout, stderr, colorMode: true }).log([1]));
// expect: colors ["[ \u001b[33m1\u001b[39m ]\n",""]
tell('options', () => new Console({ stdout, inspectOptions: { depth: 0 } }).log({ a: {} }, { a: { b: 1 } }));
// expect: options ["{ a: {} } { a: [Object] }\n",""]
tell('indentation', () => { const own = new Console({ stdout, groupIndentation: 3 }); own.group(); own.log('a'); });
// expect: indentation ["   a\n",""]
tell('counts', () => { const own = new Console(stdout); own.count(); own.count(); own.count('b'); own.countReset(); own.count(); });
// expect: counts ["default: 1\ndefault: 2\nb: 1\ndefault: 1\n",""]
tell('errors', () => new Console(stream(() => { throw new Error('full'); })).log(1)); // expect: errors ["",""]
tell('not ignored', () => new Console({ stdout: stream(() => { throw new Error('full'); }), ignoreErrors: false }).log(1));
// expect: not ignored ["Error undefined: full",""]
tell('no stream', () => new Console());
// expect: no stream ["TypeError ERR_CONSOLE_WRITABLE_STREAM: Console expects a writable stream instance for stdout",""]
tell('no write', () => new Console({ stdout: {} }));
// expect: no write ["TypeError ERR_CONSOLE_WRITABLE_STREAM: Console expects a writable stream instance for stdout",""]
tell('mode', () => new Console({ stdout, colorMode: 1 }));
// expect: mode ["TypeError ERR_INVALID_ARG_VALUE: The argument 'colorMode' must be one of: 'auto', true, false. Received 1",""]
tell('width', () => new Console({ stdout, groupIndentation: -1 }));
// expect: width ["RangeError ERR_OUT_OF_RANGE: The value of \"groupIndentation\" is out of range. It must be >= 0 && <= 1000. Received -1",""]
tell('pair', () => new Console({ stdout, colorMode: true, inspectOptions: { colors: false } }));
// expect: pair ["TypeError ERR_INCOMPATIBLE_OPTION_PAIR: Option \"options.inspectOptions.color\" cannot be used in combination with option \"colorMode\"",""]
tell('called', () => Console(stdout).log('c')); // expect: called ["c\n",""]
tell('detached', () => { const { log } = new Console(stdout); log('d'); }); // expect: detached ["d\n",""]
tell('subclass', () => { class Mine extends Console { log(...values) { super.log('mine', ...values); } } const own = new Mine(stdout); own.log(1); own.count('n'); });
// expect: subclass ["mine 1\nmine n: 1\n",""]
console.log(new Console(stdout) instanceof Console, console instanceof Console, {} instanceof Console); // expect: true true false
try { Console.prototype.log.call({}, 1); } catch (error) { console.log(error.name); }
// expect: TypeError
