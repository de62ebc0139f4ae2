//! The prompt with piped standard input: `tenure -i`.

use crate::run::tenure_with;

/// What the prompt prints for these lines, without the banner and the signs.
#[track_caller]
fn check(input: &str, expected: &str) {
    let run = tenure_with(&["-i"], input.as_bytes());
    let banner = concat!("Welcome to Tenure v", env!("CARGO_PKG_VERSION"), ".\nType \".help\" for more information.\n");
    let printed = run.stdout.strip_prefix(banner).unwrap_or_else(|| panic!("no banner: {}", run.stdout));
    let printed = printed.replace("... ", "").replace("> ", "");
    assert_eq!((printed.as_str(), run.code), (expected, Some(0)), "{}", run.stderr);
}

#[test]
fn values_are_shown_and_kept() {
    check("1 + 1\n_ * 4\n'a'\nundefined\n[_]\n", "2\n8\n'a'\nundefined\n[ undefined ]\n");
    check("{ a: 1 }\n{ let q = 3; q }\n{}\n", "{ a: 1 }\n3\n{}\n");
    check(".5 + 1\n  \n", "1.5\n");
    check("require('path').basename('/a/b')\n", "'b'\n");
}

#[test]
fn a_text_goes_on_until_it_is_whole() {
    check("function f() {\nreturn 8\n}\nf()\n", "undefined\n8\n");
    check("`a\nb`\n[1,\n2]\nMath.max(1,\n3\n)\n", "'a\\nb'\n[ 1, 2 ]\n3\n");
    check("/* a\nb */ 9\n", "9\n");
    check("if (true) {\n  'yes'\n}\n", "'yes'\n");
}

#[test]
fn errors_are_told_and_the_prompt_goes_on() {
    check("throw new Error('e1')\n1\n", "Uncaught Error: e1\n1\n");
    check("throw 5\nthrow { a: 1 }\n_error\n", "Uncaught 5\nUncaught { a: 1 }\n{ a: 1 }\n");
    check("null.x\n", "Uncaught TypeError: Cannot read properties of null (reading 'x')\n");
    check("var 1\n2\n", "var 1\n    ^\n\nUncaught SyntaxError: Unexpected number\n2\n");
    check(
        "let x = 1\nlet x = 2\nx\n",
        "undefined\nUncaught SyntaxError: Identifier 'x' has already been declared\n1\n",
    );
    check(
        "function g() { throw new TypeError('in g') }\ng()\n",
        "undefined\nUncaught TypeError: in g\n    at g (REPL1:1:22)\n",
    );
    check(
        "(function f() { f() })()\n1\n",
        &format!("Uncaught RangeError: Maximum call stack size exceeded\n{}1\n", {
            let frame = "    at f (REPL1:1:17)\n";
            frame.repeat(10)
        }),
    );
}

#[test]
fn jobs_and_timers_run_between_lines() {
    check("Promise.resolve().then(() => console.log('job')); 0\n", "0\njob\n");
    check("setImmediate(() => console.log('soon')); 0\n1\n", "0\nsoon\n1\n");
    check("queueMicrotask(() => { throw new RangeError('late') }); 0\n1\n", "0\nUncaught RangeError: late\n1\n");
}

#[test]
fn commands_begin_with_a_dot() {
    check(".nope\n1\n", "Invalid REPL keyword\n1\n");
    check("1\n.exit\n2\n", "1\n");
    let help = tenure_with(&["-i"], b".help\n").stdout;
    for name in [".break", ".clear", ".exit", ".help"] {
        assert!(help.contains(&format!("{name}   ")), "{help}");
    }
}

#[test]
fn the_program_may_end_the_prompt() {
    let run = tenure_with(&["-i"], b"process.on('exit', (code) => console.log('bye', code)); 0\nprocess.exit(4)\n1\n");
    assert!(run.stdout.ends_with("bye 4\n"), "{}", run.stdout);
    assert_eq!(run.code, Some(4));
    let run = tenure_with(&["-i", "-e", "var seen = 12"], b"seen\n");
    assert!(run.stdout.ends_with("12\n> "), "{}", run.stdout);
    assert_eq!(run.code, Some(0));
}

#[test]
fn a_snapshot_is_written_to_the_file_that_is_named() {
    let path = std::env::temp_dir().join(format!("tenure-prompt-{}.heapsnapshot", std::process::id()));
    let shown = path.display();
    check(
        &format!("class Planted {{}}; globalThis.kept = new Planted(); 0\n.snapshot {shown}\n"),
        &format!("0\nHeap snapshot saved to: {shown}\n"),
    );
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("{\"snapshot\":{\"meta\":") && text.contains("\n\"Planted\""), "{}", text.len());
    std::fs::remove_file(&path).unwrap();
    let missing = "No such file or directory (os error 2), open '/nowhere/a.heapsnapshot'";
    check(".snapshot /nowhere/a.heapsnapshot\n1\n", &format!("Failed to save: {missing}\n1\n"));
}
