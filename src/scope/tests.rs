//! Tests of the front end as a whole: parse, then analyse.

use super::*;
use crate::source::{Diagnostic, SourceText};
use crate::syntax::{Goal, ParseOptions, Script, parse};

fn front(text: &str, goal: Goal) -> Result<(Script, ScriptScopes), Diagnostic> {
    let source = SourceText::new("t.js", text);
    let mut script = parse(&source, ParseOptions { goal, ..ParseOptions::default() })?;
    let scopes = analyse(&mut script, &AnalysisOptions::default())?;
    Ok((script, scopes))
}

/// Texts of the npm package `test262-parser-tests`, if the environment names its folder.
fn parser_tests(kind: &str) -> Vec<(String, String)> {
    let Ok(root) = std::env::var("TEST262_PARSER_TESTS") else { return Vec::new() };
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(std::path::Path::new(&root).join(kind)).into_iter().flatten().flatten() {
        if let Ok(text) = std::fs::read_to_string(entry.path()) {
            texts.push((entry.file_name().to_string_lossy().into_owned(), text));
        }
    }
    texts.sort();
    texts
}

fn goal_of(name: &str) -> Goal {
    if name.contains(".module.") { Goal::Module } else { Goal::Script }
}

#[test]
fn test262_parser_tests_pass() {
    for kind in ["pass", "pass-explicit"] {
        let texts = parser_tests(kind);
        let failures: Vec<String> = (texts.iter())
            .filter_map(|(name, text)| Some(format!("{name} {text:?}: {}", front(text, goal_of(name)).err()?.message)))
            .collect();
        assert!(failures.is_empty(), "{kind}: {} of {}\n{}", failures.len(), texts.len(), failures.join("\n"));
    }
}

#[test]
fn test262_parser_tests_fail() {
    for kind in ["fail", "early"] {
        let texts = parser_tests(kind);
        let accepted: Vec<String> = (texts.iter())
            .filter(|(name, text)| front(text, goal_of(name)).is_ok())
            .map(|(name, text)| format!("{name} {text:?}"))
            .collect();
        // Legal since: initialisers of `var` in for-in (Annex B.3.5).
        assert!(accepted.len() <= 40, "{kind}: {} of {}\n{}", accepted.len(), texts.len(), accepted.join("\n"));
        println!("{kind}: {} of {} accepted\n{}", accepted.len(), texts.len(), accepted.join("\n"));
    }
}

/// The scripts of tc39/test262's `test/language` and `test/annexB/language`, if the environment names that `test` folder.
#[test]
fn test262_language_parses() {
    let Ok(root) = std::env::var("TEST262_LANGUAGE") else { return };
    let mut folders = vec![std::path::PathBuf::from(root)];
    let (mut positive, mut negative, mut report) = ((0, 0), (0, 0), String::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let name = path.to_string_lossy().into_owned();
            let Some(case) = Test262::new(&name, &text) else { continue };
            let outcome = case.run(&text);
            let counts = if case.is_negative { &mut negative } else { &mut positive };
            counts.1 += 1;
            if outcome.is_ok() == case.is_negative {
                let message = outcome.err().map_or("accepted".to_owned(), |diagnostic| diagnostic.message);
                report.push_str(&format!("{} {name} {message}\n", if case.is_negative { "N" } else { "P" }));
            } else {
                counts.0 += 1;
            }
        }
    }
    println!("{report}positive {positive:?} negative {negative:?}");
    assert!(positive.0 * 1000 >= positive.1 * 998, "positive {positive:?}");
    assert!(negative.0 * 1000 >= negative.1 * 940, "negative {negative:?}");
}

/// The front matter of a test262 file, as far as parsing goes.
struct Test262 {
    is_negative: bool,
    is_module: bool,
    is_strict: bool,
}

impl Test262 {
    /// Proposals after ECMAScript 2024.
    const STAGED: &[&str] = &[
        "decorators",
        "source-phase-imports",
        "import-defer",
        "explicit-resource-management",
        "import-text",
        "import-bytes",
    ];

    fn new(name: &str, text: &str) -> Option<Self> {
        let start = text.find("/*---")?;
        let front = &text[start..start + text[start..].find("---*/")?];
        if name.contains("_FIXTURE")
            || !name.ends_with(".js")
            || Self::STAGED.iter().any(|staged| front.contains(staged))
        {
            return None;
        }
        let flags = front.lines().find(|line| line.trim_start().starts_with("flags:")).unwrap_or("");
        let is_negative = front.contains("negative:") && front.contains("phase: parse");
        let has = |flag| flags.contains(flag) || front.contains(&format!("  - {flag}\n"));
        Some(Self { is_negative, is_module: has("module"), is_strict: has("onlyStrict") })
    }

    fn run(&self, text: &str) -> Result<(), Diagnostic> {
        let goal = if self.is_module { Goal::Module } else { Goal::Script };
        let source = SourceText::new("t.js", text);
        let mut script = parse(&source, ParseOptions { goal, ..ParseOptions::default() })?;
        analyse(&mut script, &AnalysisOptions { is_strict: self.is_strict, ..AnalysisOptions::default() })?;
        Ok(())
    }
}

/// The dump of the scopes of a script.
fn scopes_of(text: &str) -> String {
    match front(text, Goal::Script) {
        Ok((script, scopes)) => dump_scopes(&script, &scopes),
        Err(diagnostic) => diagnostic.message,
    }
}

/// Every expected line must be in the dump.
fn check_scopes(text: &str, expected: &[&str]) {
    let dump = scopes_of(text);
    for line in expected {
        assert!(dump.lines().any(|found| found.trim() == *line), "{text}\nlacks {line}\n{dump}");
    }
}

#[test]
fn only_captured_variables_live_in_a_context() {
    check_scopes(
        "function f(a, b) { let c = 1, d = 2; return () => a + c + (b, d, 0) * 0; }",
        &["Function, context of 4 (body)"],
    );
    check_scopes(
        "function f(a, b) { let c = 1, d = b; return () => a + c; }",
        &[
            "Function, context of 2 (body)",
            "Parameter a: context 0",
            "Parameter b: frame 1",
            "Let c: context 1",
            "Let d: nowhere",
        ],
    );
}

#[test]
fn the_name_of_a_function_expression_is_its_callee() {
    check_scopes("(function f() { f; })", &["FunctionName f: header", "-> f: header"]);
    check_scopes("(function f() { () => f; })", &["FunctionName f: context 0", "-> f: context 0.0"]);
}

#[test]
fn blocks_reuse_frame_slots() {
    check_scopes(
        "function f(p) { var v = p; { let a = v; a; } { let b = v; b; } }",
        &["Var v: frame 1", "Let a: frame 2", "Let b: frame 2", "Declaration f: 3 slots, 1 parameters, length 1"],
    );
}

#[test]
fn loops_copy_their_context_only_when_captured() {
    check_scopes(
        "function f() { for (let i = 0; i < 3; i++) { () => i; } }",
        &["Loop in 0, context of 1, copied per iteration"],
    );
    check_scopes("function f() { for (let i = 0; i < 3; i++) { i; } }", &["Loop in 0", "Let i: frame 0"]);
}

#[test]
fn position_proves_initialisation() {
    check_scopes("function f() { let a = 1; return a + (() => a)(); }", &["-> a: context 0.0", "Let a: context 0"]);
    check_scopes(
        "function f() { g(); let a = 1; function g() { return a; } }",
        &["-> a: context 0.0, check", "Let a: context 0, hole"],
    );
    check_scopes("function f() { a; let a = 1; }", &["-> a: frame 0, check"]);
    check_scopes("function f(x) { switch (x) { case 0: let a = 1; case 1: a; } }", &["-> a: frame 1, check"]);
    check_scopes(
        "function f(a = b, b) { b; }",
        &["-> b: frame 2, check", "Parameter b: frame 2, hole", "Parameter a: frame 0"],
    );
}

#[test]
fn arrow_functions_share_this_and_arguments() {
    check_scopes(
        "function f() { return () => this + arguments; }",
        &[
            "This this: context 0",
            "Arguments arguments: context 1",
            "-> this: context 0.0",
            "Declaration f: 0 slots, 0 parameters, length 0, arguments, mapped, this",
        ],
    );
    check_scopes("function f() { return this; }", &["-> this: header"]);
    check_scopes("function f(a) { arguments[0] = 1; return a; }", &["Parameter a: context 0", "-> a: context 0.0"]);
    check_scopes("function f(a) { 'use strict'; arguments[0] = 1; return a; }", &["Parameter a: frame 0"]);
}

#[test]
fn direct_eval_captures_all_and_makes_names_dynamic() {
    check_scopes(
        "function f(a) { let b; eval('b'); return a + c; }",
        &["Function, context of 5, extensible (body)", "-> c: global, dynamic", "-> a: context 0.0"],
    );
}

#[test]
fn with_makes_names_dynamic() {
    check_scopes(
        "function f(o, x) { with (o) { x; } }",
        &["-> x: frame 1, dynamic", "With in 0, context of 0", "-> o: frame 0"],
    );
}

#[test]
fn functions_in_blocks_are_also_variables() {
    check_scopes(
        "function f() { { function g() {} } return g; }",
        &["Var g: frame 0", "Function g: frame 1", "-> g: frame 0", "-> g: frame 1"],
    );
    check_scopes(
        "function f() { let g; { function g() {} g; } return g; }",
        &["Let g: frame 0", "Function g: frame 1"],
    );
}

#[test]
fn a_var_shadows_the_parameter_it_copies() {
    let found = front("function f(a = 1) { var a; return a; }", Goal::Script);
    let copies =
        found.map(|(_, scopes)| scopes.functions[1].variables.iter().filter_map(|variable| variable.copies).collect());
    assert_eq!(copies, Ok(vec![0]));
}

#[test]
fn classes_keep_private_names_and_computed_keys_in_their_scope() {
    check_scopes(
        "class C extends B { #x = 1; [k] = 2; m() { return this.#x; } }",
        &[
            "PrivateName(Field) #x: context 0",
            "ComputedKey *computed key 0*: context 1",
            "-> #x: context 0.0",
            "-> *computed key 0*: context 0.1",
        ],
    );
}

#[test]
fn direct_eval_sees_its_surroundings() {
    let source = SourceText::new("eval", "var v; let l; x + y + z + this.q");
    let parsed = parse(&source, ParseOptions { goal: Goal::Eval, ..ParseOptions::default() });
    let Ok(mut script) = parsed else { return assert!(parsed.is_ok()) };
    let [x, y] = ["x", "y"].map(|name| script.atoms.intern(name));
    let variable = |name, kind, slot| EnclosingVariable { name, kind, slot };
    let inner = EnclosingContext {
        variables: vec![variable(x, VariableKind::Let, 3)],
        is_dynamic: true,
        ..EnclosingContext::default()
    };
    let outer = EnclosingContext {
        variables: vec![variable(y, VariableKind::Var, 1), variable(crate::syntax::Atom::THIS, VariableKind::This, 0)],
        ..EnclosingContext::default()
    };
    let enclosing = Some(Enclosing { contexts: vec![inner, outer], ..Enclosing::default() });
    let analysed = analyse(&mut script, &AnalysisOptions { enclosing, ..AnalysisOptions::default() });
    let dump = analysed.map(|scopes| dump_scopes(&script, &scopes)).unwrap_or_else(|diagnostic| diagnostic.message);
    for line in [
        "-> x: context 0.3, check",
        "-> y: context 1.1, dynamic",
        "-> z: global, dynamic",
        "-> this: context 1.0, check",
        "Var v: dynamic",
        "Let l: nowhere",
    ] {
        assert!(dump.lines().any(|found| found.trim() == line), "lacks {line}\n{dump}");
    }
}

/// Real programs, if the environment names files (separated by `:`): all must pass; times are printed.
#[test]
fn real_programs_pass() {
    let files = std::env::var("FRONT_END_FILES").unwrap_or_default();
    for file in files.split(':').filter(|file| !file.is_empty()) {
        let Ok(text) = std::fs::read_to_string(file) else { continue };
        let goal = if file.ends_with(".mjs") { Goal::Module } else { Goal::Script };
        let source = SourceText::new(file, text);
        let (mut parsing, mut analysing) = (f64::MAX, f64::MAX);
        for _ in 0..if source.text().len() > 1 << 20 { 4 } else { 20 } {
            let start = std::time::Instant::now();
            let parsed = parse(&source, ParseOptions { goal, ..ParseOptions::default() });
            parsing = parsing.min(start.elapsed().as_secs_f64() * 1e3);
            let mut script = parsed.unwrap_or_else(|diagnostic| panic!("{}", diagnostic.render(&source)));
            let start = std::time::Instant::now();
            let analysed = analyse(&mut script, &AnalysisOptions::default());
            analysing = analysing.min(start.elapsed().as_secs_f64() * 1e3);
            analysed.unwrap_or_else(|diagnostic| panic!("{}", diagnostic.render(&source)));
        }
        println!("{file}: {} bytes, parse {parsing:.2} ms, analyse {analysing:.2} ms", source.text().len());
    }
}

/// Prints message and column for each line of a file, to compare with another engine's.
#[test]
fn messages_of_a_file() {
    let Ok(file) = std::env::var("FRONT_END_MESSAGES") else { return };
    for line in std::fs::read_to_string(file).unwrap_or_default().lines().filter(|line| !line.is_empty()) {
        let source = SourceText::new("t.js", line);
        match front(line, Goal::Script) {
            Ok(_) => println!("@@{line:?}\t\t"),
            Err(diagnostic) => {
                println!("@@{line:?}\t{}\t{}", diagnostic.message, source.position(diagnostic.span.start).column - 1);
            }
        }
    }
}

/// Runs on a thread with the smallest stack that the engine promises to work on.
fn on_small_stack<T: Send + 'static>(action: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    std::thread::Builder::new().stack_size(512 << 10).spawn(action).ok()?.join().ok()
}

fn outcome_on_small_stack(text: String) -> Option<String> {
    on_small_stack(move || match front(&text, Goal::Script) {
        Ok((script, scopes)) => {
            let lines =
                crate::syntax::dump_ast(&script).lines().count() + dump_scopes(&script, &scopes).lines().count();
            if lines > 0 { "ok".to_owned() } else { String::new() }
        }
        Err(diagnostic) => diagnostic.message,
    })
}

#[test]
fn a_million_operators_are_no_depth() {
    for (first, more) in [("1", "+1"), ("a", "||a"), ("1", ",1"), ("a", "?.b"), ("'x'", "+y")] {
        let many = if cfg!(debug_assertions) { 50_000 } else { 1_000_000 };
        let count = if more == "?.b" { 1000 } else { many };
        let text = format!("x = {first}{};", more.repeat(count));
        assert_eq!(outcome_on_small_stack(text).as_deref(), Some("ok"), "{more}");
    }
    let statements = "if (a) b; else c(d);\n".repeat(if cfg!(debug_assertions) { 5_000 } else { 100_000 });
    assert_eq!(outcome_on_small_stack(statements).as_deref(), Some("ok"));
}

#[test]
fn deep_nesting_ends_in_a_clean_error() {
    let shapes = [
        ("(", "1", ")"),
        ("[", "1", "]"),
        ("{", "", "}"),
        ("({a:", "1", "})"),
        ("function f(){", "", "}"),
        ("x=>", "1", ""),
        ("(x=", "1", ")=>1"),
        ("!", "1", ""),
        ("a=", "1", ""),
        ("a?", "b", ":c"),
        ("if(a)b;else ", "c", ""),
        ("a**", "b", ""),
        ("`${", "1", "}`"),
        ("class A{[", "1", "](){}}"),
        ("new ", "a", ""),
        ("l:", "a", ""),
        ("f(", "1", ")"),
        ("for(;;)", ";", ""),
        ("var [", "a", "]=1;"),
    ];
    for (open, middle, close) in shapes {
        for count in if cfg!(debug_assertions) { [2_500, 20_000] } else { [20_000, 100_000] } {
            let text = format!("{}{middle}{}", open.repeat(count), close.repeat(count));
            let outcome = outcome_on_small_stack(text);
            assert!(outcome.as_deref().is_some_and(|message| message != "ok"), "{open}: {outcome:?}");
        }
    }
    for (open, middle, close) in shapes.iter().take(5) {
        let text = format!("{}{middle}{}", open.repeat(400), close.repeat(400));
        assert_eq!(outcome_on_small_stack(text).as_deref(), Some("ok"), "{open}");
    }
}

#[test]
fn deep_patterns_are_converted_without_recursion() {
    let pattern = format!("{}a{}", "[".repeat(900), "]".repeat(900));
    for text in [format!("({pattern} = 1)"), format!("let {pattern} = 1"), format!("({pattern}) => 1")] {
        assert_eq!(outcome_on_small_stack(text).as_deref(), Some("ok"));
    }
}
