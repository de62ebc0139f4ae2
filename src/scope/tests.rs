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
        // Legal since: initialisers of `var` in for-in (Annex B.3.5); and regular expression patterns are not ours.
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
        "regexp-modifiers",
        "regexp-duplicate-named-groups",
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
