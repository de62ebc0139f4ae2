//! Programs: where they come from, how they end, what is reported.

use crate::run::{File, Outcome, command, outcome, tenure, tenure_with};
use std::process::Stdio;

const BANNER: &str = concat!("\n\nTenure v", env!("CARGO_PKG_VERSION"), "\n");

#[test]
fn programs_come_from_files_texts_and_standard_input() {
    let script = File::new("a.js", "#!/usr/bin/env tenure\nconsole.log(typeof require, __filename.endsWith('a.js'))");
    let run = tenure(&[script.path()]);
    assert_eq!((run.stdout.as_str(), run.code), ("function true\n", Some(0)), "{}", run.stderr);
    let without_extension = script.path().strip_suffix(".js").expect("an extension");
    assert_eq!(tenure(&[without_extension]).stdout, "function true\n");
    assert_eq!(tenure(&["-e", "console.log(typeof require, typeof module)"]).stdout, "function object\n");
    assert_eq!(tenure_with(&["-"], b"console.log(1)").stdout, "1\n");
    assert_eq!(tenure_with(&[], b"console.log(2)").stdout, "2\n");
    let nothing = tenure_with(&[], b"");
    assert_eq!((nothing.stdout.as_str(), nothing.code), ("", Some(0)));
    for (text, printed) in [("[1, { a: 'b' }]", "[ 1, { a: 'b' } ]\n"), ("'s'", "s\n"), ("", "undefined\n")] {
        assert_eq!(tenure(&["-p", text]).stdout, printed);
    }
}

#[test]
fn a_folder_runs_its_index_and_refuses_without() {
    let index = File::new("index.js", "console.log('index of', __dirname === process.argv[1] ? 'it' : 'another')");
    let run = tenure(&[index.folder().to_str().expect("UTF-8")]);
    assert_eq!((run.stdout.as_str(), run.code), ("index of it\n", Some(0)), "{}", run.stderr);
    let other = File::new("other.js", "");
    let run = tenure(&[other.folder().to_str().expect("UTF-8")]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("Is a directory"), "{}", run.stderr);
}

#[test]
fn missing_and_unreadable_files_are_told() {
    let run = tenure(&["/no/such/file.js"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("\nError: Cannot find module '/no/such/file.js'\n"), "{}", run.stderr);
    assert!(run.stderr.contains("code: 'MODULE_NOT_FOUND',\n  requireStack: []\n}"), "{}", run.stderr);
    assert_eq!(tenure(&["--check", "/no/such/file.js"]).code, Some(1));
    let run = tenure(&["/proc/self/mem"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.starts_with("tenure: cannot read /proc/self/mem: "), "{}", run.stderr);
}

#[test]
fn modules_are_checked_and_shown_and_run() {
    let good = File::new("good.mjs", "import { sep } from 'path';\nconsole.log(sep);\nexport default await sep;\n");
    let checked = tenure(&["--check", good.path()]);
    assert_eq!((checked.stdout.as_str(), checked.stderr.as_str(), checked.code), ("", "", Some(0)));
    let run = tenure(&[good.path()]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.code), ("/\n", "", Some(0)));
    let bad = File::new("bad.js", "export { missing };");
    let refused = tenure(&["--module", bad.path()]);
    assert!(refused.stderr.contains("SyntaxError: Export 'missing' is not defined in module"), "{}", refused.stderr);
    assert_eq!(refused.code, Some(1));
    assert!(tenure(&["--check", bad.path()]).stderr.contains("SyntaxError: Unexpected token 'export'"));
    assert!(tenure(&["--module", "--print-ast", good.path()]).stdout.contains("ExportDefault"));
}

#[test]
fn texts_may_be_modules() {
    let text = "import fs from 'fs'; console.log(typeof fs.statSync, typeof require, await 1, import.meta.url.endsWith('[eval1]'))";
    for flags in [&["--input-type=module", "-e", text][..], &["--module", "-e", text], &["-e", text]] {
        let run = tenure(flags);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("function undefined 1 true\n", ""), "{flags:?}");
    }
    let wrong = tenure(&["--input-type=other", "-e", "1"]);
    assert_eq!((wrong.stderr.contains("must be \"module\" or \"commonjs\""), wrong.code), (true, Some(9)));
    let file = File::new("typed.js", "1");
    assert!(tenure(&["--input-type=module", file.path()]).stderr.contains("ERR_INPUT_TYPE_NOT_ALLOWED"));
    assert!(tenure(&["--input-type=module", "-p", "1"]).stderr.contains("ERR_EVAL_ESM_CANNOT_PRINT"));
}

#[test]
fn a_missing_module_is_told_as_node_tells_it() {
    let file = File::new("importer.mjs", "import './absent.mjs';\n");
    let run = tenure(&[file.path()]);
    let start = "Error [ERR_MODULE_NOT_FOUND]: Cannot find module '";
    assert!(
        run.stderr.starts_with(start) && run.stderr.contains("  code: 'ERR_MODULE_NOT_FOUND',\n"),
        "{}",
        run.stderr
    );
    assert_eq!(run.code, Some(1));
}

#[test]
fn check_runs_nothing_and_shows_the_place() {
    let good = File::new("good.js", "console.log(1); return");
    let run = tenure(&["--check", good.path()]);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.code), ("", "", Some(0)));
    let bad = File::new("bad.js", "let a;\n\tlet a = 1;\n");
    let run = tenure(&["-c", bad.path()]);
    let text = "SyntaxError: Identifier 'a' has already been declared";
    assert!(run.stderr.starts_with(&format!("{}:2\n\tlet a = 1;\n\t    ^\n\n{text}\n", bad.path())), "{}", run.stderr);
    assert_eq!(run.code, Some(1));
    let run = tenure(&["-c", "-e", "1"]);
    assert_eq!((run.stderr.as_str(), run.code), ("tenure: either --check or --eval can be used, not both\n", Some(9)));
}

#[test]
fn check_reads_modules_as_they_are_run() {
    let package = File::new("package.json", r#"{ "type": "module" }"#);
    let folder = package.folder();
    let outside = File::new("outside.js", "");
    let cases = [
        (folder, "a.mjs", "import x from 'nowhere'; export const a = await x;", None),
        (folder, "a.js", "export const a = await 1;", None),
        (folder, "a.cjs", "return exports", None),
        (folder, "b.js", "return 1", Some("Illegal return statement")),
        (folder, "b.mjs", "export {x}", Some("Export 'x' is not defined in module")),
        (folder, "c.mjs", "with (a) {}", Some("Strict mode code may not include a with statement")),
        (folder, "d.mjs", "new.target", Some("new.target expression is not allowed here")),
        (folder, "e.cjs", "export const a = 1", Some("Unexpected token 'export'")),
        (folder, "f.cjs", "let exports = 1", Some("Identifier 'exports' has already been declared")),
        (outside.folder(), "a.js", "import.meta.url", None),
        (outside.folder(), "b.js", "#!/usr/bin/env tenure\nlet exports = await 1", None),
        (outside.folder(), "c.js", "new.target", None),
        (outside.folder(), "d.js", "return await 1", Some("await is only valid in async functions")),
        (outside.folder(), "e", "export let a", None),
    ];
    for (folder, name, text, error) in cases {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        let run = tenure(&["-c", path.to_str().expect("UTF-8")]);
        let place = text.find("\n").map_or(1, |_| 2);
        match error {
            None => {
                assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.code), ("", "", Some(0)), "{name}: {text}")
            }
            Some(error) => {
                let line = text.lines().nth(place - 1).unwrap_or_default();
                let start = format!("{}:{place}\n{line}\n", path.display());
                assert!(run.stderr.starts_with(&start), "{name}: {}", run.stderr);
                assert!(run.stderr.contains(&format!("\nSyntaxError: {error}")), "{name}: {}", run.stderr);
                assert_eq!((run.stdout.as_str(), run.code), ("", Some(1)), "{name}");
            }
        }
    }
    let checked = tenure_with(&["--check", "--input-type=module", "-"], b"export let a; console.log(1)");
    assert_eq!((checked.stdout.as_str(), checked.stderr.as_str(), checked.code), ("", "", Some(0)));
    let checked = tenure_with(&["--check", "-"], b"export let a");
    assert!(checked.stderr.starts_with("[stdin]:1\nexport let a\n^^^^^^\n"), "{}", checked.stderr);
}

/// The report of a program in a file, the file's name replaced by `FILE`, and the exit code.
fn report(program: &str) -> (String, Option<i32>) {
    let script = File::new("a.js", program);
    let run = tenure(&[script.path()]);
    (run.stderr.replace(script.path(), "FILE"), run.code)
}

#[test]
fn what_nobody_catches_is_shown_with_the_line_that_threw_it() {
    let (text, code) = report("const x = {};\nfunction f() {\n\treturn x.foo.bar;\n}\nf();\n");
    let expected = "FILE:3\n\treturn x.foo.bar;\n\t             ^\n\nTypeError: Cannot read properties of undefined (reading \
                    'bar')\n    at f (FILE:3:15)\n    at Object.<anonymous> (FILE:5:1)\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.ends_with(BANNER), "{text}");
    assert_eq!(code, Some(1));
    for (program, expected) in [
        ("throw 1", "\nFILE:1\nthrow 1\n^\n1"),
        ("  throw { a: 1 }", "\nFILE:1\n  throw { a: 1 }\n  ^\n{ a: 1 }"),
        ("throw 'a\\nb'", "\nFILE:1\nthrow 'a\\nb'\n^\na\nb"),
        ("throw null", "\nFILE:1\nthrow null\n^\nnull"),
        ("throw undefined", "\nFILE:1\nthrow undefined\n^\nundefined"),
        ("try {\n  throw 2\n} finally {}", "\nFILE:2\n  throw 2\n  ^\n2"),
        ("let e = 3;\ntry { throw e } catch (e) {\nthrow e }", "\nFILE:3\nthrow e }\n^\n3"),
        ("throw function foo() {}", "\nFILE:1\nthrow function foo() {}\n^\n[Function: foo]"),
        ("throw Object.create(null)", "\nFILE:1\nthrow Object.create(null)\n^\n[Object: null prototype] {}"),
    ] {
        let is_object = expected.ends_with([']', '}']);
        let advice = "\n(Use `tenure --trace-uncaught ...` to show where the exception was thrown)";
        let advice = if is_object { "" } else { advice };
        assert_eq!(report(program), (format!("{expected}{advice}{BANNER}"), Some(1)));
    }
    let (text, _) = report("const made = new Error('made here');\nsetTimeout(() => {\n  throw made;\n});");
    assert!(
        text.starts_with("FILE:3\n  throw made;\n  ^\n\nError: made here\n    at Object.<anonymous> (FILE:1:14)\n"),
        "{text}"
    );
    let (text, _) = report("const e = new Error('x'); e.code = 'E_X'; throw e");
    assert!(text.contains(" {\n  code: 'E_X'\n}\n\nTenure"), "{text}");
    let (text, _) = report("throw new Error('a', { cause: new RangeError('b') })");
    assert!(text.contains(" {\n  [cause]: RangeError: b\n      at "), "{text}");
}

#[test]
fn a_report_survives_whatever_was_thrown() {
    for program in [
        "const e = new Error('x'); Object.defineProperty(e, 'stack', { get() { throw 1 } }); throw e",
        "const e = new Error('x'); e.name = { toString() { throw 1 } }; e.stack = {}; throw e",
        "const e = new Error('x'); e.cause = e; e.self = [e]; throw e",
        "throw { [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('inner') } }",
        "throw { toString() { throw 1 }, get message() { throw 1 } }",
        "throw Symbol('s')",
        "let deep = []; for (let i = 0; i < 1e5; i++) deep = [deep]; throw deep",
        "let e = new Error('a'); for (let i = 0; i < 1e4; i++) e = new Error('b', { cause: e }); throw e",
        "Error.prepareStackTrace = () => { throw 1 }; throw new Error('x')",
        "Error.prepareStackTrace = function p() { return new Error().stack }; null.x",
        "Error.stackTraceLimit = Infinity; (function f() { f() })()",
        "Object.defineProperty(Error.prototype, 'name', { get() { throw 1 } }); throw new Error('x')",
    ] {
        let (text, code) = report(program);
        assert_eq!(code, Some(1), "{program}: {text}");
        assert!(!text.is_empty() && !text.contains("panicked"), "{program}: {text}");
    }
}

#[test]
fn texts_and_standard_input_are_shown_by_their_names() {
    let run = tenure(&["-e", "1;\nnull.x"]);
    let text = "TypeError: Cannot read properties of null (reading 'x')\n    at ";
    assert!(run.stderr.starts_with(&format!("[eval]:2\nnull.x\n     ^\n\n{text}[eval]:2:6\n")), "{}", run.stderr);
    let run = tenure_with(&["-"], b"null.x");
    assert!(run.stderr.starts_with(&format!("[stdin]:1\nnull.x\n     ^\n\n{text}[stdin]:1:6\n")), "{}", run.stderr);
    let run = tenure(&["-e", "var 1"]);
    assert_eq!(run.stderr, format!("[eval]:1\nvar 1\n    ^\n\nSyntaxError: Unexpected number{BANNER}"));
    assert_eq!(run.code, Some(1));
}

#[test]
fn syntax_errors_are_found_in_the_module_s_own_text() {
    for (program, expected) in [
        (
            "}); console.log(1); (function () {",
            "FILE:1\n}); console.log(1); (function () {\n^\n\nSyntaxError: Unexpected token '}'",
        ),
        ("}, function () {", "FILE:1\n}, function () {\n^\n\nSyntaxError: Unexpected token '}'"),
        ("var a = 1;\nf(\n", "FILE:3\n\n\n\nSyntaxError: Unexpected end of input"),
        (
            "let a; let b; let b;",
            "FILE:1\nlet a; let b; let b;\n                  ^\n\nSyntaxError: Identifier 'b' has already been declared",
        ),
        ("`${", "FILE:1\n`${\n   \n\nSyntaxError: "),
    ] {
        let (text, code) = report(program);
        assert!(text.starts_with(expected), "{text}");
        assert_eq!(code, Some(1));
    }
    let main = File::new("main.js", "require('./part')");
    std::fs::write(main.folder().join("part.js"), "\n  var 5;").expect("a file");
    let run = tenure(&[main.path()]);
    assert!(run.stderr.contains("part.js:2\n  var 5;\n      ^\n\nSyntaxError: Unexpected number"), "{}", run.stderr);
}

#[test]
fn exit_codes_are_nodes() {
    for (program, code) in [
        ("", 0),
        ("process.exit(5)", 5),
        ("process.exit('7')", 7),
        ("process.exit(259)", 3),
        ("process.exit(-1)", 255),
        ("process.exitCode = 6", 6),
        ("process.exitCode = '6'; process.exit()", 6),
        ("process.exitCode = 6; process.exit(undefined)", 6),
        ("process.exitCode = 6; throw 1", 1),
        ("process.on('exit', () => { process.exitCode = 9 })", 9),
        ("process.on('exit', () => process.exit(8))", 8),
        ("process.on('exit', () => { throw 1 }); process.exit(3)", 3),
        ("try { process.exit(3) } finally { process.exit(4) }", 3),
        ("process.exitCode = 'x'", 1),
        ("process.exitCode = 1.5", 1),
        ("process.exit('abc')", 1),
        ("Promise.reject(1)", 1),
        ("process.on('uncaughtException', () => {}); throw 1", 0),
        ("process.on('uncaughtException', () => { throw 2 }); throw 1", 7),
        ("setTimeout(() => process.exit(2), 1); setInterval(() => {}, 1)", 2),
        ("process.abort()", 134),
    ] {
        let run = tenure(&["-e", program]);
        assert_eq!(run.code, Some(code), "{program}: {}", run.stderr);
    }
}

#[test]
fn rejections_that_nobody_handles_end_the_program() {
    let run = tenure(&["-e", "Promise.reject(42)"]);
    assert!(run.stderr.contains("UnhandledPromiseRejection: "), "{}", run.stderr);
    assert!(run.stderr.contains("reason \"42\"."), "{}", run.stderr);
    assert!(run.stderr.contains("code: 'ERR_UNHANDLED_REJECTION'"), "{}", run.stderr);
    let (text, code) = report("Promise.reject(\n  new Error('late'))");
    assert!(text.starts_with("FILE:2\n  new Error('late'))\n  ^\n\nError: late\n    at "), "{text}");
    assert_eq!(code, Some(1));
    let run = tenure(&["-e", "process.on('unhandledRejection', (reason) => console.log(reason)); Promise.reject(3)"]);
    assert_eq!((run.stdout.as_str(), run.code), ("3\n", Some(0)));
}

#[test]
fn memory_that_has_run_out_is_v8s_report_and_134() {
    let program = "class Page { constructor(i) { this.a = i; this.b = i } }\nconst all = [];\nfor (let i = 0; ; i++) \
                   all.push(new Page(i));\n";
    let script = File::new("leak.js", program);
    let run = tenure(&["--max-old-space-size=8", script.path()]);
    assert_eq!(run.code, Some(134), "{}", run.stderr);
    let text = &run.stderr;
    assert!(text.starts_with("\n<--- Last few GCs --->\n"), "{text}");
    assert!(text.contains(": Mark-Compact "), "{text}");
    assert!(text.contains("\n<--- JS stacktrace --->\n\nFATAL ERROR: "), "{text}");
    assert!(text.contains(" Allocation failed - JavaScript heap out of memory\n"), "{text}");
    let line = |start: &str| text.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{text}"));
    let growth = line("Most of the growth: ");
    assert!(growth.contains("Page") && growth.contains(script.path()), "no class and place: {growth}");
    let heap = line("Most of the heap: ");
    assert!(heap.contains(" × Page (") && heap.contains("`all`"), "no class and holder: {heap}");
    let caught = tenure(&[
        "--max-old-space-size=8",
        "-e",
        "const a = []; try { for (;;) a.push([a]) } catch { console.log(1) }",
    ]);
    assert_eq!((caught.stdout.as_str(), caught.code), ("", Some(134)), "no script catches it");
}

/// Runs with some streams closed; `redirections` are the shell's.
fn in_shell(redirections: &str, words: &str) -> Outcome {
    let mut shell = std::process::Command::new("sh");
    let line = format!("\"$TENURE\" {words} {redirections}");
    shell.args(["-c", &line]).env("TENURE", env!("CARGO_BIN_EXE_tenure")).env_remove("TENURE_OPTIONS");
    shell.env("TENURE_REPL_HISTORY", "");
    outcome(shell, b"")
}

#[test]
fn closed_streams_are_no_reason_to_fail() {
    for (redirections, words, code) in [
        ("<&-", "-e 'console.log(1)'", 0),
        ("<&-", "", 0),
        ("<&-", "-i", 0),
        ("<&-", "-", 0),
        (">&-", "-e 'console.log(1)'", 0),
        (">&-", "--help", 0),
        (">&-", "-p 1", 0),
        (">&-", "--trace-gc --expose-gc -e 'gc()'", 0),
        (">&-", "--print-memory -e 1", 0),
        (">&-", "--print-ast -e 1", 0),
        (">&-", "-i", 0),
        ("2>&-", "-e 'console.error(1); throw 1'", 1),
        ("2>&-", "--bogus", 9),
        ("2>&-", "--max-old-space-size=4 -e 'for (var a = [];;) a.push([a])'", 134),
        ("<&- >&- 2>&-", "-e 'console.log(1); console.error(2)'", 0),
        ("> /dev/full", "-e 'console.log(1)'", 0),
    ] {
        let run = in_shell(redirections, words);
        assert_eq!(run.code, Some(code), "{words} {redirections}: {}", run.stderr);
    }
}

#[test]
fn a_reader_that_leaves_ends_nothing() {
    for words in [
        "-e 'for (let i = 0; i < 20000; i++) console.log(i)'",
        "-e 'process.stdout.write(\"x\".repeat(1e7))'",
        "--help",
    ] {
        let run = in_shell("| head -c 2 > /dev/null", words);
        assert_eq!((run.stderr.as_str(), run.code), ("", Some(0)), "{words}");
    }
    // The exit code of the command itself, not that of `head`.
    let mut child = command();
    child.args(["-e", "for (let i = 0; i < 20000; i++) console.log(i); process.exitCode = 3"]);
    let mut child = child.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(3));
}
