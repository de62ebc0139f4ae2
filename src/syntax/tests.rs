//! Tests of the parser as a whole.

use super::*;
use crate::source::{Diagnostic, SourceText};

fn parse_text(text: &str, goal: Goal) -> Result<Script, Diagnostic> {
    let source = SourceText::new("t.js", text);
    parse(&source, ParseOptions { goal, ..ParseOptions::default() })
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
        let failures: Vec<String> = texts
            .iter()
            .filter_map(|(name, text)| {
                Some(format!("{name} {text:?}: {}", parse_text(text, goal_of(name)).err()?.message))
            })
            .collect();
        assert!(failures.is_empty(), "{kind}: {} of {}\n{}", failures.len(), texts.len(), failures.join("\n"));
    }
}
