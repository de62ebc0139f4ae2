//! `util.inspect`, `util.format`, `util` and `console` against what Node 20 prints: each corpus has its recorded texts.

use crate::run::tenure;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|found| found == extension)).collect();
    files.sort();
    files
}

/// Each expression of a corpus with its text.
fn blocks(text: &str) -> BTreeMap<&str, String> {
    let mut blocks: BTreeMap<&str, String> = BTreeMap::new();
    let mut expression = "";
    for line in text.lines() {
        match line.strip_prefix("> ") {
            Some(found) => {
                expression = found;
                blocks.entry(found).or_default();
            }
            None => *blocks.entry(expression).or_default() += &format!("{line}\n"),
        }
    }
    blocks
}

#[test]
fn every_expression_of_the_corpus_shows_what_node_shows() {
    let corpora = files("tests/command/inspect", "txt");
    assert!(!corpora.is_empty());
    let mut differences = String::new();
    let mut count = 0;
    for path in corpora {
        let expected = std::fs::read_to_string(&path).expect("a corpus");
        let run = tenure(&["tests/command/inspect/run.js", path.to_str().expect("UTF-8")]);
        assert_eq!((run.stderr.as_str(), run.code), ("", Some(0)), "{}", path.display());
        let shown = blocks(&run.stdout);
        for (expression, expected) in blocks(&expected) {
            count += 1;
            let text = shown.get(expression).map_or("", String::as_str);
            if text != expected {
                differences += &format!("> {expression}\nexpected:\n{expected}shown:\n{text}\n");
            }
        }
    }
    assert_eq!(differences, "", "of {count} expressions");
    assert!(count > 900, "{count} expressions");
}

/// What a recorded file beside a script holds; empty if there is none.
fn recorded(script: &Path, extension: &str) -> String {
    std::fs::read_to_string(script.with_extension(extension)).unwrap_or_default()
}

#[test]
fn every_console_program_prints_what_node_prints() {
    let programs = files("tests/command/console", "js");
    assert!(!programs.is_empty());
    for path in programs {
        let run = tenure(&[path.to_str().expect("UTF-8")]);
        assert_eq!(run.stdout, recorded(&path, "stdout"), "{}", path.display());
        assert_eq!(run.stderr, recorded(&path, "stderr"), "{}", path.display());
        assert_eq!(run.code, Some(0), "{}", path.display());
    }
}
