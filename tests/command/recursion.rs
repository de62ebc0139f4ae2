//! Recursion without end, in every way a script can make a builtin call it back, on the command's stack and on a small
//! one: a RangeError that the script can catch, and never an end by signal.

use crate::run::{File, tenure};
use tenure::{Engine, Options, Value};

/// Programs that call themselves without end.
const ENDLESS: &[&str] = &[
    "function f() { f() } f()",
    "function f(a, b, c) { return f(a, b, c) + 1 } f(1, 2, 3)",
    "var f = () => f(); f()",
    "var o = { get a() { return this.a } }; o.a",
    "var o = { set a(v) { this.a = v } }; o.a = 1",
    "var o = { toString() { return '' + this } }; '' + o",
    "var o = { valueOf() { return +this } }; +o",
    "var o = { [Symbol.toPrimitive]() { return `${this}` } }; `${o}`",
    "var o = { toJSON() { return JSON.stringify(this) } }; JSON.stringify(o)",
    "JSON.stringify({ a: 1 }, function r(k, v) { return { a: v } })",
    "var o = []; for (var i = 0; i < 1e5; i++) o = [o]; JSON.stringify(o)",
    "JSON.parse('['.repeat(1e5) + ']'.repeat(1e5), function f(k, v) { return v })",
    "JSON.parse('[1]', function f(k, v) { return JSON.parse('[1]', f) })",
    "[3, 2, 1].sort(function c(a, b) { return [3, 2, 1].sort(c) })",
    "[1].map(function f() { return [1].map(f) })",
    "[1].forEach(function f() { [1].forEach(f) })",
    "[1, 2].reduce(function f() { return [1, 2].reduce(f) })",
    "[1].flatMap(function f() { return [1].flatMap(f) })",
    "[1].find(function f() { return [1].find(f) })",
    "Array.from([1], function f() { return Array.from([1], f) })",
    "'a'.replace('a', function f() { return 'a'.replace('a', f) })",
    "new Map([[1, 1]]).forEach(function f() { new Map([[1, 1]]).forEach(f) })",
    "new Set([1]).forEach(function f() { new Set([1]).forEach(f) })",
    "new Uint8Array(1).map(function f() { return new Uint8Array(1).map(f) })",
    "Object.groupBy([1], function f() { return Object.groupBy([1], f) })",
    "var o = { get value() { Object.defineProperty({}, 'a', o) } }; Object.defineProperty({}, 'a', o)",
    "var o = { get a() { return Object.assign({}, o) } }; o.a",
    "var o = { get a() { return { ...o } } }; o.a",
    "var o = { get a() { var { ...r } = this; return r } }; o.a",
    "var o = { get a() { return Object.entries(o) } }; o.a",
    "var o = { get a() { return Reflect.get(o, 'a') } }; o.a",
    "function f() { Reflect.apply(f, null, []) } f()",
    "function F() { Reflect.construct(F, []) } new F",
    "function f() { f.apply(null, [1]) } f()",
    "function f() { f.call(null, 1) } f()",
    "function f() { f.bind()() } f()",
    "function f() { return f.apply(this, arguments) } f(1, 2, 3)",
    "function f(...a) { return f(...a, 1) } f()",
    "function f(a = f()) {} f()",
    "function f(s) { return f`` } f``",
    "var s = 'eval(s)'; eval(s)",
    "function f() { eval('f()') } f()",
    "globalThis.s = 'new Function(s)()'; new Function(s)()",
    "with ({ get x() { return this.x } }) x",
    "class A { constructor() { new A } } new A",
    "class A { x = new A } new A",
    "class A {} class B extends A { constructor() { super(); new B } } new B",
    "class A { static get x() { return A.x } } A.x",
    "class A extends Array { static get [Symbol.species]() { return new A(1).map(x => x) } } new A(1).map(x => x)",
    "var o = { [Symbol.hasInstance]() { return 1 instanceof o } }; 1 instanceof o",
    "var o = { [Symbol.iterator]() { return [...o] } }; [...o]",
    "var o = { [Symbol.iterator]() { return this }, next() { for (var x of o); } }; for (var x of o);",
    "var o = { toLocaleString() { return [o].toLocaleString() } }; [o].toLocaleString()",
    "var d = new Date(0); d.toISOString = () => JSON.stringify(d); JSON.stringify(d)",
    "var f = () => 1; for (let i = 0; i < 1e5; i++) { let g = f; f = () => g() } f()",
    "var f = function () {}; for (var i = 0; i < 1e5; i++) f = f.bind(); ({}) instanceof f",
    "var o = {}; for (let i = 0; i < 1e5; i++) { let p = o; o = { get a() { return p.a } } } o.a",
    "var o = []; for (var i = 0; i < 1e5; i++) o = [o]; o.flat(Infinity)",
    "var o = []; o[0] = o; o.flat(Infinity)",
    "var o = []; for (var i = 0; i < 1e5; i++) o = [o]; o.join()",
    "var o = []; for (var i = 0; i < 1e5; i++) o = [o]; +o",
    "Error.prepareStackTrace = (e, s) => { f() }; function f() { f() } f()",
    "Error.stackTraceLimit = Infinity; function f() { f() } f()",
    "(function f() { try { f() } catch (e) { throw e } })()",
    "(function f() { try { f() } finally { 1 + 1 } })()",
];

/// Deep values that a builtin walks without recursion, and then their sizes.
const DEEP: &[(&str, &str)] = &[
    ("var s = ''; for (var i = 0; i < 1e6; i++) s = s + 'ab'; s.charCodeAt(7) + s.length", "2000098"),
    ("var s = ''; for (var i = 0; i < 1e6; i++) s = 'ab' + s; s.charCodeAt(7) + s.length", "2000098"),
    ("var s = 'abcdefgh'; for (var i = 0; i < 20; i++) s = s + s; s[8] + s.length", "a8388608"),
    ("var o = { x: 5 }; for (var i = 0; i < 1e5; i++) o = Object.create(o); o.x", "5"),
    ("var o = {}; for (var i = 0; i < 1e5; i++) o = Object.create(o); 'x' in o", "false"),
    ("var o = {}; for (var i = 0; i < 1e5; i++) o = Object.create(o); o instanceof Array", "false"),
    ("var o = {}; for (var i = 0; i < 1e5; i++) o = Object.create(o); Object.prototype.isPrototypeOf(o)", "true"),
    ("var l = null; for (var i = 0; i < 1e6; i++) l = { l }; var n = 0; while (l) { l = l.l; n++ } n", "1000000"),
    ("var n = 0; function f() { n++; try { f() } catch {} } f(); n > 1000", "true"),
    ("var f = function () {}; for (var i = 0; i < 1e4; i++) f = f.bind(); f.name.length", "60001"),
    ("var f = () => 1; for (var i = 0; i < 1e5; i++) f = f.bind(); f()", "1"),
    ("var f = function () { this.a = 2 }; for (var i = 0; i < 1e5; i++) f = f.bind(); new f().a", "2"),
];

#[test]
fn it_ends_in_a_range_error_of_the_command() {
    let mut text = String::from("let count = 0;\n");
    for program in ENDLESS {
        text.push_str(&format!(
            "try {{ (0, eval)({program:?}); console.log('no end', {program:?}) }} catch (e) {{ if (e instanceof RangeError) count++; \
             else console.log(String(e), {program:?}) }} finally {{ delete Error.prepareStackTrace; Error.stackTraceLimit = 10 }}\n"
        ));
    }
    text.push_str("console.log(count);\n");
    let script = File::new("recursion.js", text);
    let run = tenure(&[script.path()]);
    assert_eq!((run.stdout.trim_end(), run.code), (ENDLESS.len().to_string().as_str(), Some(0)), "{}", run.stderr);
}

/// Runs `body` on a thread with a stack of so many KiB.
fn on_stack(kilobytes: usize, body: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(kilobytes << 10).spawn(body).expect("a thread");
    thread.join().expect("the thread ends well");
}

#[test]
fn it_ends_in_a_range_error_of_the_library_on_a_small_stack() {
    on_stack(512, || {
        let mut engine = Engine::new(Options::default()).expect("an engine");
        for program in ENDLESS {
            let error = engine.eval(&format!("(0, eval)({program:?})")).expect_err(program);
            assert!(error.message().starts_with("RangeError: "), "{program}: {}", error.message());
            engine.eval("delete Error.prepareStackTrace; Error.stackTraceLimit = 10").expect("the engine goes on");
        }
        assert_eq!(engine.eval("6 * 7").expect("the engine goes on"), Value::Number(42.0));
    });
}

#[test]
fn deep_values_need_no_deep_stack() {
    on_stack(512, || {
        for (program, expected) in DEEP {
            let mut engine = Engine::new(Options::default()).expect("an engine");
            let shown = engine.eval(&format!("String((0, eval)({program:?}))")).expect(program);
            assert_eq!(shown, Value::String((*expected).to_owned()), "{program}");
        }
    });
}

#[test]
fn deep_texts_are_refused_on_a_small_stack() {
    // The larger one lets the compiler go deeper: whoever looks at its tree then must not need more.
    [512, 1200].into_iter().for_each(refuses_deep_texts);
}

fn refuses_deep_texts(kilobytes: usize) {
    on_stack(kilobytes, || {
        let mut engine = Engine::new(Options::default()).expect("an engine");
        for (opening, closing) in
            [("(", ")"), ("[", "]"), ("{", "}"), ("x=>{", "}"), ("`${", "}`"), ("if(1)", ";"), ("-", "1")]
        {
            for depth in [1000, 1900, 100_000] {
                let text = format!("{}1{}", opening.repeat(depth), closing.repeat(depth));
                if let Err(error) = engine.eval(&text) {
                    let message = error.message();
                    let is_told = message.starts_with("RangeError: ") || message.starts_with("SyntaxError: ");
                    assert!(is_told, "{opening}: {message}");
                }
            }
        }
        assert_eq!(engine.eval("6 * 7").expect("the engine goes on"), Value::Number(42.0));
    });
}

#[test]
fn the_host_s_own_walks_end_well() {
    for (program, code) in [
        ("let o = []; for (let i = 0; i < 1e5; i++) o = [o]; console.dir(o, { depth: Infinity })", 0),
        ("let o = {}; for (let i = 0; i < 1e5; i++) o = new Map([[o, o]]); console.dir(o, { depth: 3 })", 0),
        ("let o = []; for (let i = 0; i < 1e5; i++) o = [o]; console.log('%j', o)", 1),
        ("let o = []; for (let i = 0; i < 1e5; i++) o = [o]; console.log('%O %o', o, o)", 0),
        ("let o = []; for (let i = 0; i < 1e5; i++) o = [o]; structuredClone(o)", 1),
        ("let o = []; for (let i = 0; i < 1e5; i++) o = [o]; console.table(o)", 0),
        ("let e = new Error('a'); for (let i = 0; i < 1e4; i++) e = new Error('b', { cause: e }); console.log(e)", 0),
        ("const o = { get [Symbol.toStringTag]() { console.log(o) } }; console.log(o)", 1),
        ("const o = { [Symbol.for('nodejs.util.inspect.custom')]() { console.log(o) } }; console.log(o)", 1),
        ("let a = [], b = []; for (let i = 0; i < 1e5; i++) { a = [a]; b = [b] } require('assert').deepEqual(a, b)", 1),
        ("const E = require('events'), e = new E; e.on('a', () => e.emit('a')); e.emit('a')", 1),
        ("let p = Promise.resolve(); for (let i = 0; i < 1e5; i++) p = p.then(() => 1)", 0),
        ("let n = 0; (function f() { if (n++ < 1e5) process.nextTick(f) })()", 0),
        ("for (let i = 0; i < 1e5; i++) console.group(); console.log('x')", 0),
    ] {
        let run = tenure(&["-e", program]);
        assert_eq!(run.code, Some(code), "{program}: {:.400}", run.stderr);
        assert!(code == 0 || run.stderr.contains("RangeError: Maximum call stack size exceeded"), "{program}");
    }
}
