//! The leak examples, and what closures keep.

use crate::run::tenure;

/// Figures of the column `heapUsed`, in MB.
fn heap_used(printed: &str) -> Vec<f64> {
    let figure = |line: &str| line.split_whitespace().nth(2).and_then(|word| word.parse().ok());
    printed.lines().filter_map(figure).collect()
}

#[test]
fn leaks_end_in_v8s_report() {
    for name in ["closure", "global", "timer", "meteor"] {
        let path = format!("examples/leaks/{name}.js");
        let run = tenure(&["--max-old-space-size=32", &path, "--forever"]);
        let text = &run.stderr;
        assert_eq!(run.code, Some(134), "{name}: {text}");
        assert!(text.starts_with("\n<--- Last few GCs --->\n"), "{name}: {text}");
        assert!(text.contains("\n<--- JS stacktrace --->\n\nFATAL ERROR: "), "{name}: {text}");
        assert!(text.contains(" Allocation failed - JavaScript heap out of memory\n"), "{name}: {text}");
        let last = text.trim_end().lines().last().expect("a line");
        assert!(last.contains(&format!("{name}.js:")), "{name}: no allocation site in {last}");
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
