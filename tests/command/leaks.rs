//! The leak examples, and what closures keep.

use crate::pages::{drawn, judge};
use crate::run::{File, tenure};

/// Figures of the column `heapUsed`, in MB.
fn heap_used(printed: &str) -> Vec<f64> {
    let figure = |line: &str| line.split_whitespace().nth(2).and_then(|word| word.parse().ok());
    printed.lines().filter_map(figure).collect()
}

#[test]
fn leaks_end_in_v8s_report() {
    for (name, holder) in [
        ("closure", "`handlers`, a variable of the module at "),
        ("global", "the global variable `requests`"),
        ("timer", "the host's list of active timers"),
        ("meteor", "`original`, a variable of "),
    ] {
        let path = format!("examples/leaks/{name}.js");
        let run = tenure(&["--max-old-space-size=32", &path, "--forever"]);
        let text = &run.stderr;
        assert_eq!(run.code, Some(134), "{name}: {text}");
        assert!(text.starts_with("\n<--- Last few GCs --->\n"), "{name}: {text}");
        assert!(text.contains("\n<--- JS stacktrace --->\n\nFATAL ERROR: "), "{name}: {text}");
        assert!(text.contains(" Allocation failed - JavaScript heap out of memory\n"), "{name}: {text}");
        let line =
            |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{name}: {text}"));
        assert!(line("Most of the growth: ").contains(&format!("{name}.js:")), "{name}: no allocation site in {text}");
        assert!(line("Most of the heap: ").contains(holder), "{name}: no holder in {text}");
        let most = heap_used(&run.stdout).into_iter().fold(0.0, f64::max);
        assert!((24.0..82.0).contains(&most), "{name}: {most} MB");
    }
}

#[test]
fn repaired_programs_are_flat_from_the_first_quarter_on() {
    for name in ["closure", "global", "timer", "meteor"] {
        let path = format!("examples/leaks/{name}.js");
        let run = tenure(&["--expose-gc", "--max-old-space-size=32", &path, "--repaired"]);
        assert_eq!(run.code, Some(0), "{name}: {}", run.stderr);
        let figures = heap_used(&run.stdout);
        let rest = &figures[figures.len() / 4..];
        let most = rest.iter().copied().fold(f64::MIN, f64::max);
        let least = rest.iter().copied().fold(f64::MAX, f64::min);
        assert!(rest.len() > 5 && most - least <= 1.0, "{name}: {figures:?}");
    }
}

/// Programs that make a closure `kept` near a large `value`; whether `value` is kept with it.
const CLOSURES: &[(&str, bool)] = &[
    ("function make() { const value = big(); return () => 1 }", false),
    ("function make() { const value = big(); return () => value }", true),
    ("function make() { const value = big(); const sibling = () => value; return () => 1 }", true),
    ("function make() { const value = big(); function sibling() { value } return function () {} }", true),
    ("function make() { const value = big(), other = 1; const sibling = () => other; return () => other }", false),
    ("function make() { const value = big(); return function () { eval('1') } }", true),
    ("function make() { const value = big(); const sibling = () => eval('1'); return () => 1 }", true),
    ("function make() { const value = big(); eval('1'); return () => 1 }", true),
    ("function make() { const value = big(); return () => (0, eval)('1') }", false),
    ("function make() { const value = big(); return new Function('return 1') }", false),
    ("function make() { { const value = big(); var sibling = () => value } return () => 1 }", false),
    ("function make(value = big()) { return () => 1 }", false),
    ("function make(value = big()) { return () => value }", true),
    ("function make() { const value = big(); return () => () => value }", true),
    ("function make() { let value = big(); const clear = () => { value = null }; clear(); return () => value }", false),
    ("function make() { for (const value = big(); ;) { return () => 1 } }", false),
    ("function make() { let f; for (let value = big(), i = 0; i < 1; i++) f = () => i; return f }", false),
    ("function make() { const value = big(); return { get a() { return 1 }, b() { return value } } }", true),
    ("function make() { const value = big(); return class { m() { return 1 } } }", false),
    ("function make() { const value = big(); return class { #p = value } }", true),
    ("function make() { try { throw big() } catch (value) { return () => 1 } }", false),
    ("function make() { try { throw big() } catch (value) { return () => value } }", true),
    ("function make() { return ((value) => () => 1)(big()) }", false),
    ("function make() { big(); arguments[0] = big(); return () => 1 }", false),
];

#[test]
fn a_closure_keeps_what_any_closure_of_its_scope_captures_and_no_more() {
    for (program, is_kept) in CLOSURES {
        let text = format!(
            "let seen; function big() {{ const value = new Array(1e5).fill(1); seen = new WeakRef(value); return value }}\n\
             {program}\nglobalThis.kept = make();\n\
             setImmediate(() => {{ gc(); console.log(seen.deref() !== undefined, typeof kept) }})"
        );
        let run = tenure(&["--expose-gc", "-e", &text]);
        let expected = is_kept.to_string();
        assert_eq!(run.stdout.split_whitespace().next(), Some(expected.as_str()), "{program}: {}", run.stderr);
    }
}

#[test]
fn finalization_tells_of_what_a_closure_let_go() {
    let program = "const registry = new FinalizationRegistry((name) => console.log('gone', name));\n\
                   function make() { const one = { a: 1 }, two = { b: 2 }; registry.register(one, 'one'); \
                   registry.register(two, 'two'); const sibling = () => two; return () => 1 }\n\
                   const kept = make();\n\
                   setImmediate(() => { gc(); setImmediate(() => console.log(typeof kept)) })";
    let run = tenure(&["--expose-gc", "-e", program]);
    assert_eq!((run.stdout.as_str(), run.code), ("gone one\nfunction\n", Some(0)), "{}", run.stderr);
}

#[test]
fn a_full_heap_names_what_fills_it_and_what_keeps_that() {
    let cases = [
        (
            "const cache = new Map(); for (let i = 0; ; i++) cache.set(i, { id: i, list: [i, i] });",
            "Object (",
            "kept by `cache`, a variable of the module at ",
            ": Map \u{2192} entry: Object",
        ),
        (
            "function main() { const all = []; for (;;) all.push(new Array(100).fill(1.5)); } main();",
            "Array (",
            "kept by `all`, a variable of main() at ",
            "Array \u{2192} []: Array",
        ),
        (
            "const big = []; for (let i = 0; ; i++) big.push(i + 0.5);",
            "1 \u{d7} Array (",
            "kept by `big`, a variable of the module at ",
            "Array",
        ),
        (
            "let chain = null; for (;;) chain = { next: chain, f: () => chain };",
            "Object (",
            "kept by `chain`, a variable of the module at ",
            ".next: Object (again and again)",
        ),
    ];
    let more = [
        (
            "globalThis.forest = []; const tree = (d) => d ? { l: tree(d - 1), r: tree(d - 1) } : {}; \
             for (;;) forest.push(tree(6));",
            "Object (",
            "kept by the global variable `forest`.",
            "global \u{2192} .forest: Array \u{2192} []: Object",
        ),
        (
            "const bus = new (require('events'))(); bus.setMaxListeners(0); \
             function sub() { const d = new Array(50).fill(1); bus.on('x', () => d.length); } for (;;) sub();",
            "anonymous function (",
            "kept by `bus`, a variable of the module at ",
            "._events: Object \u{2192} .x: Array \u{2192} []: anonymous function",
        ),
        (
            "const made = []; for (let i = 0; ; i++) made.push(new Function(`return ${i}`));",
            "anonymous() (",
            "kept by `made`, a variable of the module at ",
            "Array \u{2192} []: anonymous()",
        ),
    ];
    for (number, (text, class, holder, path)) in cases.into_iter().chain(more).enumerate() {
        let file = std::env::temp_dir().join(format!("tenure-full-{}-{number}.js", std::process::id()));
        std::fs::write(&file, text).expect("a file");
        let run = tenure(&["--max-old-space-size=16", file.to_str().expect("a path")]);
        let _ = std::fs::remove_file(&file);
        assert_eq!(run.code, Some(134), "{}", run.stderr);
        let said: Vec<&str> = run.stderr.lines().skip_while(|line| !line.starts_with("Most of the heap: ")).collect();
        assert_eq!(said.len(), 2, "{}", run.stderr);
        assert!(said[0].contains(class) && said[0].contains(holder), "{}", said[0]);
        assert!(said[1].contains(path), "{}", said[1]);
    }
}

#[test]
fn the_page_of_leaks_shows_verdicts_classes_blocks_and_paths() {
    let program = "class Session { constructor(id) { this.id = id; this.list = [id, id, id]; } } \
                   const cache = new Map(); let n = 0; \
                   const timer = setInterval(() => { for (let i = 0; i < 300; i++) cache.set(`user ${n++}`, new Session(n)); \
                   if (n > 40000) clearInterval(timer); }, 2);";
    let (script, page) = (File::new("leak.js", program), File::new("leaks.html", ""));
    let run = tenure(&["leaks", "--html", page.path(), script.path()]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""), "{}", run.stdout);
    let text = std::fs::read_to_string(page.path()).expect("the page");
    assert!(!text.contains("http://") || !text.contains("src="), "the page needs something else");
    let checks = "
const { report, timeline, classes, blocks, paths, bytes } = data;
const [leak] = report.leaks;
const checks = {
  verdict: report.leaks.length === 1 && leak.class === 'Session' && leak.holder.name === 'cache',
  timeline: timeline.length > 5 && timeline.every(([at], index) => index === 0 || timeline[index - 1][0] <= at),
  class: classes.some(([name, count, shallow, retained]) => name === 'Session' && count > 1000 && retained > shallow),
  blocks: blocks.slice(1).every(([around, , , shallow, retained], index) => around <= index && shallow <= retained
    && retained <= blocks[around][4]) && blocks.some(([, name]) => name === 'Session'),
  paths: paths.every(([before, , , , size], index) => before === null || before < index && size <= paths[before][4])
    && paths.some(([, edge, node]) => edge === 'variable cache' && node === 'Map'),
  bytes: bytes > 0 && blocks[0][4] === bytes,
};
for (const [name, holds] of Object.entries(checks)) if (!holds) console.log(`wrong: ${name}`);
";
    assert_eq!(judge(&text, checks), "");
    for width in [1200, 400] {
        let Some(drawn) = drawn(&page, width) else { return };
        for part in
            ["<h1 id=\"title\">1 leak</h1>", "\u{d7} Session (", "variable cache: Map", "<polyline", "class=\"block"]
        {
            assert!(drawn.contains(part), "{width}: {part} is not in {drawn}");
        }
    }
}

#[test]
fn a_page_that_cannot_be_written_is_told() {
    let script = File::new("quiet.js", "setTimeout(() => {}, 5)");
    let run = tenure(&["leaks", "--html=/nowhere/page.html", script.path()]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("the page cannot be written: "), "{}", run.stderr);
    let run = tenure(&["leaks", "--html"]);
    assert_eq!(run.code, Some(9));
    assert!(run.stderr.contains("--html needs a file"), "{}", run.stderr);
}
